import type { Mismatch } from "./answers.ts";
import type { Entry } from "./entry.ts";
import { splitHost } from "./host.ts";
import type { ImageReference } from "./image.ts";
import type { PairMatcher } from "./pair-match.ts";
import { search } from "./search.ts";

/** The first thing that keeps a pattern from matching an image; null when it matches. */
export function mismatchOf(
  entry: Entry,
  matcher: PairMatcher,
  image: ImageReference,
): Mismatch | null {
  if (!matcher.coversHost(image.host)) return hostMismatch(entry, image.host);
  if (!matcher.coversPath(image.canonical, image.host.length)) return pathMismatch(entry, image);
  if (matcher.allowsHost(image.host)) return null;
  const message = `The pattern fits, but \`${image.host}\` is none of its registry's hosts.`;
  return { code: "outside-hosts", at: 0, message };
}

function hostMismatch(entry: Entry, host: string): Mismatch {
  const wanted = splitHost(entry.canonical.slice(0, entry.hostLength));
  const given = splitHost(host);
  if (wanted.name === given.name) {
    const at = Math.min(given.name.length, host.length - 1);
    const message = `Port differs: the pattern has ${portInWords(wanted.port)}, the image ${portInWords(given.port)}.`;
    return { code: "port", at, message };
  }
  const wantedLabels = wanted.name.split(".");
  const givenLabels = given.name.split(".");
  const differing =
    wantedLabels.length === givenLabels.length
      ? wantedLabels.flatMap((label, i) =>
          label === givenLabels[i] || label.includes("*") ? [] : [i],
        )
      : [];
  const [only] = differing;
  if (only === undefined || differing.length > 1) {
    const message = `Host differs: the pattern has \`${wanted.name}\`, the image \`${given.name}\`.`;
    return { code: "host", at: firstDifference(wanted.name, given.name), message };
  }
  const label = givenLabels[only] ?? "";
  const start = givenLabels.slice(0, only).join(".").length + (only === 0 ? 0 : 1);
  const message = `Host differs: the pattern has \`${wantedLabels[only] ?? ""}\`, the image \`${label}\`.`;
  return { code: "host", at: start + firstDifference(wantedLabels[only] ?? "", label), message };
}

function portInWords(port: string | undefined): string {
  return port === undefined ? "no port" : `\`${port}\``;
}

function pathMismatch(entry: Entry, image: ImageReference): Mismatch {
  const { path } = image;
  const start = image.host.length + 1;
  const literal = entry.canonical.slice(entry.hostLength + 1, entry.literalEnd);
  const same = firstDifference(literal, path);
  const at = start + same;
  if (same < literal.length) {
    return same === path.length
      ? {
          code: "path-end",
          at,
          message: `The image's path ends before \`${literal.slice(same)}\`.`,
        }
      : { code: "path", at, message: componentMessage(literal, path, same) };
  }
  if (entry.kind === 2) return starMismatch(entry, image.canonical, at);
  const goesBelow = path[same] === "/";
  return goesBelow
    ? {
        code: "not-below",
        at,
        message: `The pattern ends at \`${literal}\`; the image lies below it.`,
      }
    : {
        code: "boundary",
        at,
        message: `\`${componentAt(path, same)}\` is another name than \`${componentAt(literal, same - 1)}\`.`,
      };
}

/** Walks the pieces behind the first star up to the one that is missing. */
function starMismatch(entry: Entry, canonical: string, start: number): Mismatch {
  const pieces = entry.glob?.pieces ?? [];
  let at = start;
  for (const [i, piece] of pieces.entries()) {
    const hit = search(canonical, piece, at, canonical.length);
    if (hit < 0) {
      const message = `\`${piece}\` doesn't follow in the image's path.`;
      return { code: "path", at, message };
    }
    if (i < pieces.length - 1) at = hit + piece.length;
  }
  const message = `The image's path doesn't end in \`${pieces.at(-1) ?? ""}\`.`;
  return { code: "path-end", at, message };
}

function componentMessage(literal: string, path: string, same: number): string {
  return `Path differs: the pattern has \`${componentAt(literal, same)}\`, the image \`${componentAt(path, same)}\`.`;
}

/** The path component that holds the character at `at`. */
function componentAt(path: string, at: number): string {
  const start = path.lastIndexOf("/", at - 1) + 1;
  const end = path.indexOf("/", Math.max(at, start));
  return path.slice(start, end < 0 ? path.length : end);
}

function firstDifference(one: string, other: string): number {
  let i = 0;
  while (i < one.length && i < other.length && one[i] === other[i]) i++;
  return i;
}
