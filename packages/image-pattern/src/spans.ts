import type { Span } from "./answers.ts";
import type { Entry } from "./entry.ts";
import { hostGlob, hostGlobStars } from "./host-glob.ts";
import { pathGlobPieces } from "./path-glob.ts";

/**
 * Which pieces of a canonical name a pattern that matches it fixed, and which its stars took. What
 * a final `/*` took begins with its slash.
 */
export function spansOf(entry: Entry, canonical: string, hostLength: number): readonly Span[] {
  return [
    ...hostSpans(entry, canonical.slice(0, hostLength)),
    ...pathSpans(entry, canonical, hostLength),
  ];
}

function hostSpans(entry: Entry, host: string): Span[] {
  if (entry.hostLiterals < 0) return [{ start: 0, end: host.length, part: "host", by: "literal" }];
  const stars = hostGlobStars(hostGlob(entry.canonical.slice(0, entry.hostLength)), host);
  return fill("host", 0, host.length, stars, "star");
}

function pathSpans(entry: Entry, canonical: string, hostLength: number): Span[] {
  const start = hostLength + 1;
  const at = start + entry.literalEnd - entry.hostLength - 1;
  const pieces =
    entry.glob === null ? [] : pathGlobPieces(entry.glob, canonical, at, canonical.length);
  return fill("path", start, canonical.length, [[start, at], ...pieces], "literal");
}

/** Spans from `start` to `end`: the given ranges decided by `by`, the gaps by the other. */
function fill(
  part: Span["part"],
  start: number,
  end: number,
  ranges: readonly (readonly [number, number])[],
  by: Span["by"],
): Span[] {
  const other = by === "star" ? "literal" : "star";
  const spans: Span[] = [];
  const add = (to: number, decided: Span["by"], from: number): void => {
    const last = spans.at(-1);
    if (to === from) return;
    if (last?.by === decided) spans[spans.length - 1] = { ...last, end: to };
    else spans.push({ start: from, end: to, part, by: decided });
  };
  let at = start;
  for (const [from, to] of ranges) {
    add(from, other, at);
    add(to, by, from);
    at = to;
  }
  add(end, other, at);
  return spans;
}
