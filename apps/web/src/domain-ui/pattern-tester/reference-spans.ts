import type { ImageReference, Mismatch, Span } from "@berth/image-pattern";
import type { MarkedSpan } from "../pattern-spans.tsx";

/** The name that patterns are compared with, and behind it tag and digest, which are not. */
export function referenceText(image: ImageReference): string {
  const tag = image.tag === undefined ? "" : `:${image.tag}`;
  const digest = image.digest === undefined ? "" : `@${image.digest}`;
  return image.canonical + tag + digest;
}

/** What the literal text of a pattern fixed and what its stars took. */
export function matchSpans(image: ImageReference, spans: readonly Span[]): MarkedSpan[] {
  const parts = spans.map(({ start, end, part, by }) => ({ start, end, kind: by, label: part }));
  return [...parts, ...ignoredSpans(image)];
}

/** Up to where a pattern fits, and what differs first. */
export function mismatchSpans(
  image: ImageReference,
  { code, at }: Pick<Mismatch, "code" | "at">,
): MarkedSpan[] {
  const { canonical, host } = image;
  if (code === "outside-hosts") {
    const whole = { start: 0, end: host.length, kind: "mismatch", label: "host" } as const;
    return [whole, ...ignoredSpans(image)];
  }
  // Where a component or the whole name ends too early, there is nothing to point at but what is there of it.
  const short = at >= canonical.length || (canonical[at] === "/" && code !== "not-below");
  const start = short ? canonical.lastIndexOf("/", at - 1) + 1 : at;
  const inHost = start < host.length;
  const end = inHost ? endOfLabel(host, start) : endOfComponent(canonical, start);
  const before: MarkedSpan[] = inHost
    ? [{ start: 0, end: start, kind: "literal" }]
    : [
        { start: 0, end: host.length, kind: "literal", label: "host" },
        { start: host.length + 1, end: start, kind: "literal", label: "path" },
      ];
  const label = inHost ? "host" : "path";
  return [...before, { start, end, kind: "mismatch", label }, ...ignoredSpans(image)];
}

/** Nothing was compared: only what never is compared is marked. */
export function plainSpans(image: ImageReference): MarkedSpan[] {
  return ignoredSpans(image);
}

function ignoredSpans({ canonical, tag, digest }: ImageReference): MarkedSpan[] {
  const tagEnd = canonical.length + (tag === undefined ? 0 : tag.length + 1);
  const spans: MarkedSpan[] = [];
  if (tag !== undefined) {
    spans.push({ start: canonical.length, end: tagEnd, kind: "ignored", label: "tag" });
  }
  if (digest !== undefined) {
    const end = tagEnd + digest.length + 1;
    spans.push({ start: tagEnd, end, kind: "ignored", label: "digest" });
  }
  return spans;
}

function endOfLabel(host: string, at: number): number {
  const end = host.slice(at).search(/[.:]/);
  // A difference that is itself a dot or colon spans to the end of what follows it.
  return end <= 0 ? host.length : at + end;
}

function endOfComponent(canonical: string, at: number): number {
  const end = canonical.indexOf("/", at + 1);
  return end < 0 ? canonical.length : end;
}

/** The part of the canonical name that the text as written does not hold: `docker.io/library/` before `train`. */
export function impliedPart(image: ImageReference): string {
  const written = image.text.slice(0, image.written.path.end);
  return image.canonical.endsWith(written)
    ? image.canonical.slice(0, image.canonical.length - written.length)
    : "";
}
