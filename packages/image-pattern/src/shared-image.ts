import { globsMeet } from "./globs-meet.ts";
import type { Entry } from "./entry.ts";
import { hostGlob, hostGlobMatches } from "./host-glob.ts";
import { parseImage } from "./image.ts";
import { pairMatcher, pairMatches } from "./pair-match.ts";
import type { PairMatcher } from "./pair-match.ts";

/**
 * An image that both patterns match, or null. What it returns is checked; it may fail to find one
 * where both could only meet in an unusual name.
 */
export function sharedImage(one: Entry, other: Entry): string | null {
  if (!literalsAgree(one, other)) return null;
  const matchers = [pairMatcher(one), pairMatcher(other)] as const;
  for (const host of sharedHosts(one, other)) {
    for (const path of sharedPaths(one, other)) {
      const image = parseImage(`${host}/${path}`);
      if (image.ok && matchesBoth(matchers, image.image.canonical, image.image.host.length)) {
        return image.image.canonical;
      }
    }
  }
  return null;
}

function matchesBoth(
  [one, other]: readonly [PairMatcher, PairMatcher],
  canonical: string,
  hostLength: number,
): boolean {
  return pairMatches(one, canonical, hostLength) && pairMatches(other, canonical, hostLength);
}

/** Paths that match both begin with both literal texts, so one of these begins with the other. */
function literalsAgree(one: Entry, other: Entry): boolean {
  const first = one.canonical.slice(one.hostLength + 1, one.literalEnd);
  const second = other.canonical.slice(other.hostLength + 1, other.literalEnd);
  return first.startsWith(second) || second.startsWith(first);
}

function sharedHosts(one: Entry, other: Entry): readonly string[] {
  const first = one.canonical.slice(0, one.hostLength);
  const second = other.canonical.slice(0, other.hostLength);
  if (one.hostLiterals < 0) return [first];
  if (other.hostLiterals < 0) return [second];
  const [glob, otherGlob] = [hostGlob(first), hostGlob(second)];
  const listed = [one, other].flatMap(({ range }) =>
    range?.rule instanceof Set ? [...(range.rule as ReadonlySet<string>)] : [],
  );
  if (listed.length > 0) {
    return listed.filter((host) => hostGlobMatches(glob, host) && hostGlobMatches(otherGlob, host));
  }
  if (glob.labels.length !== otherGlob.labels.length) return [];
  const labels = glob.labels.map((label, i) =>
    globsMeet(label.join("*"), otherGlob.labels[i]?.join("*") ?? "", 1),
  );
  return labels.includes(null) ? [] : [labels.join(".")];
}

function* sharedPaths(one: Entry, other: Entry): Generator<string> {
  for (const first of pathGlobs(one)) {
    for (const second of pathGlobs(other)) {
      for (const starMin of [1, 0] as const) {
        const path = globsMeet(first, second, starMin);
        if (path !== null) yield path;
      }
    }
  }
}

/** A path and everything below it are two globs whose stars take any text. */
function pathGlobs(entry: Entry): readonly string[] {
  const path = entry.canonical.slice(entry.hostLength + 1);
  return path.endsWith("/*") ? [path.slice(0, -2), path] : [path];
}
