import type { Hint } from "./answers.ts";
import { entriesByHost } from "./by-host.ts";
import type { Entry } from "./entry.ts";
import { kinshipWith } from "./host-forms.ts";
import { hostGlob, hostGlobMatches } from "./host-glob.ts";
import type { ImageReference } from "./image.ts";
import { HUB } from "./image-scan.ts";
import type { IndexState } from "./index-state.ts";
import { closenessAtMost, nearMissOf } from "./near-miss.ts";
import type { NearMiss } from "./near-miss.ts";
import { compareEntries } from "./order.ts";
import { pairMatcher, pathCovers } from "./pair-match.ts";
import { NEAR, readingHint } from "./text-hints.ts";

/** What comes nearest to an image that nothing matches. */
export interface Nearest {
  readonly entry: Entry | null;
  readonly near: NearMiss | null;
  readonly hint: Hint | null;
}

/**
 * For an image that nothing matches: the pattern that comes nearest, and the one hint. Looks at
 * every host once, and at the patterns of those that are the image's or akin to it.
 */
export function nearestOf(state: IndexState, image: ImageReference): Nearest {
  let best: Entry | null = null;
  let near: NearMiss | null = null;
  for (const entry of akinEntries(state, image)) {
    const limit = closenessAtMost(entry, image) - (near?.closeness ?? 0);
    if (limit < 0 || (limit === 0 && !isBefore(entry, best))) continue;
    const miss = nearMissOf(entry, pairMatcher(entry), image);
    if (miss === null || miss.closeness <= 0) continue;
    const gain = miss.closeness - (near?.closeness ?? 0);
    if (gain > 0 || (gain === 0 && isBefore(entry, best))) [best, near] = [entry, miss];
  }
  if (near !== null && near.closeness >= NEAR && near.hint !== null) {
    return { entry: best, near, hint: near.hint };
  }
  const isImplied = image.written.host === undefined;
  const elsewhere = isImplied ? hostElsewhere(state, image) : null;
  return { entry: best, near, hint: readingHint(image, elsewhere) ?? near?.hint ?? null };
}

function* akinEntries(state: IndexState, image: ImageReference): Generator<Entry> {
  const kinship = kinshipWith(image);
  for (const [host, entries] of entriesByHost(state)) {
    const isAkin =
      host === image.host ||
      (host.includes("*") && hostGlobMatches(hostGlob(host), image.host)) ||
      // A star for the path: whether it fits too is asked of each pattern.
      kinship({ host, path: "*" }) !== null;
    if (isAkin) yield* entries;
  }
}

/** The host on which the image as written would match best, were it written with one. */
function hostElsewhere(state: IndexState, image: ImageReference): string | null {
  const path = image.text.slice(image.written.path.start, image.written.path.end);
  let best: Entry | null = null;
  let bestHost: string | null = null;
  for (const [host, entries] of entriesByHost(state)) {
    if (host === HUB || host.includes("*")) continue;
    for (const entry of entries) {
      if (entry.range?.idle === true || !isBefore(entry, best) || !pathCovers(entry, path))
        continue;
      best = entry;
      bestHost = host;
    }
  }
  return bestHost;
}

function isBefore(entry: Entry, other: Entry | null): boolean {
  return other === null || compareEntries(entry, other) < 0;
}
