import type { Hint } from "./answers.ts";
import type { Entry } from "./entry.ts";
import { hostKinship } from "./host-forms.ts";
import type { ImageReference } from "./image.ts";
import { entriesOf } from "./index-state.ts";
import type { IndexState } from "./index-state.ts";
import { nearMissOf } from "./near-miss.ts";
import type { NearMiss } from "./near-miss.ts";
import { compareEntries } from "./order.ts";
import { pairMatcher } from "./pair-match.ts";
import { NEAR, readingHint } from "./text-hints.ts";

/**
 * For an image that nothing matches: the pattern that comes nearest, and the one hint. Looks at
 * every pattern once, but closely only at those whose host is the image's or akin to it.
 */
export function nearestOf(
  state: IndexState,
  image: ImageReference,
): { readonly entry: Entry | null; readonly near: NearMiss | null; readonly hint: Hint | null } {
  const hosts = new HostVerdicts(image);
  let best: Entry | null = null;
  let near: NearMiss | null = null;
  let elsewhere: Entry | null = null;
  const isImplied = image.written.host === undefined;
  for (const entry of entriesOf(state)) {
    if (isImplied && coversWritten(entry, image) && isBefore(entry, elsewhere)) elsewhere = entry;
    if (!hosts.isAkin(entry)) continue;
    const miss = nearMissOf(entry, pairMatcher(entry), image);
    if (miss === null || miss.closeness <= 0) continue;
    const gain = miss.closeness - (near?.closeness ?? 0);
    if (gain > 0 || (gain === 0 && isBefore(entry, best))) [best, near] = [entry, miss];
  }
  const isNear = near !== null && near.closeness >= NEAR && near.hint !== null;
  const host = elsewhere === null ? null : elsewhere.canonical.slice(0, elsewhere.hostLength);
  const hint = isNear ? (near?.hint ?? null) : (readingHint(image, host) ?? near?.hint ?? null);
  return { entry: best, near, hint };
}

function isBefore(entry: Entry, other: Entry | null): boolean {
  return other === null || compareEntries(entry, other) < 0;
}

/** Whether the image as written would match on this pattern's host, were that host written. */
function coversWritten(entry: Entry, image: ImageReference): boolean {
  if (entry.hostLiterals >= 0 || entry.canonical.startsWith("docker.io/")) return false;
  if (entry.range?.idle === true) return false;
  const path = image.text.slice(image.written.path.start, image.written.path.end);
  const host = entry.canonical.slice(0, entry.hostLength);
  return pairMatcher(entry).coversPath(`${host}/${path}`, host.length);
}

/** Whether a host is the image's or akin to it, asked once for each host. */
class HostVerdicts {
  readonly #image: ImageReference;
  readonly #verdicts = new Map<string, boolean>();

  constructor(image: ImageReference) {
    this.#image = image;
  }

  isAkin(entry: Entry): boolean {
    const host = entry.canonical.slice(0, entry.hostLength);
    let verdict = this.#verdicts.get(host);
    if (verdict === undefined) {
      // A star for the path: whether it fits too is asked of each pattern.
      verdict =
        host === this.#image.host ||
        pairMatcher(entry).coversHost(this.#image.host) ||
        hostKinship({ host, path: "*" }, this.#image) !== null;
      this.#verdicts.set(host, verdict);
    }
    return verdict;
  }
}
