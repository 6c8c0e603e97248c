import type { Found, Overlap, Overlaps, PatternEntry, TakeOver } from "./answers.ts";
import { hostSamples, pathSamples } from "./covers.ts";
import { compileEntry } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { hostGlob, hostGlobsMeet } from "./host-glob.ts";
import { entriesOf } from "./index-state.ts";
import { neverWins } from "./never-wins.ts";
import { compareEntries, foundOf } from "./order.ts";
import { pairMatcher } from "./pair-match.ts";
import type { PairMatcher } from "./pair-match.ts";
import { orderedEntries, stateOf } from "./pattern-index.ts";
import type { PatternIndex } from "./pattern-index.ts";
import { sharedImage } from "./shared-image.ts";
import { findTies, tieOf } from "./ties.ts";

/** All that is odd about the patterns of an index: which can never win, which tie, which take over. */
export function findOverlaps(index: PatternIndex): Overlaps {
  const state = stateOf(index);
  const never = orderedEntries(index).flatMap((entry) => neverWins(state, entry) ?? []);
  const takers = new Map<string, { by: Found; from: Found[] }>();
  for (const { id, pattern, by } of never) {
    const [taker] = by;
    if (taker === undefined || by.length > 1) continue;
    const key = `${taker.pattern} ${taker.id}`;
    const known = takers.get(key) ?? { by: taker, from: [] };
    known.from.push({ id, pattern });
    takers.set(key, known);
  }
  const takeOvers: TakeOver[] = [...takers.values()];
  return { neverWins: never, takeOvers, ...findTies(state) };
}

/** How many patterns an answer lists by name. */
const LISTED_MAX = 20;

/**
 * How one pattern, new or edited, would overlap those of an index that doesn't hold it, the gravest
 * first. For a pattern that is being edited, hand over the index without its old text. Empty for
 * text that is no pattern.
 */
export function overlapsOf(index: PatternIndex, given: PatternEntry): readonly Overlap[] {
  const compiled = compileEntry(given);
  if (!compiled.ok) return [];
  const { entry } = compiled;
  const state = stateOf(index);
  const found: Collected = { identical: [], takesOver: [], ties: [], partial: [] };
  const matcher = pairMatcher(entry);
  for (const other of entriesOf(state)) collect(entry, matcher, other, found);
  const overlaps: Overlap[] = [];
  const add = (kind: Overlap["kind"], entries: readonly Entry[], message: string): void => {
    const listed = entries.toSorted(compareEntries).slice(0, LISTED_MAX).map(foundOf);
    overlaps.push({ kind, with: listed, count: entries.length, message });
  };
  if (found.identical.length > 0)
    add("identical", found.identical, "This pattern is there already.");
  const never = neverWins(state, entry);
  if (never !== null && found.identical.length === 0) {
    const message =
      never.reason === "no-host"
        ? "Its host is none of the registry's hosts, so it matches nothing."
        : `Every image this covers is already taken by ${naming(never.by)}.`;
    overlaps.push({ kind: "never-wins", with: never.by, count: never.by.length, message });
  }
  if (found.takesOver.length > 0) {
    const message = `This takes all images from ${naming(found.takesOver.map(foundOf))}.`;
    add("takes-over", found.takesOver, message);
  }
  if (found.ties.length > 0) {
    const message = `For images that match both, only the alphabet decides between this and ${naming(found.ties.map(foundOf))}.`;
    add("tie", found.ties, message);
  }
  if (found.partial.length > 0) {
    const count = found.partial.length;
    const message = `Shares images with ${count} other pattern${count === 1 ? "" : "s"}.`;
    add("partial", found.partial, message);
  }
  return overlaps;
}

interface Collected {
  readonly identical: Entry[];
  readonly takesOver: Entry[];
  readonly ties: Entry[];
  readonly partial: Entry[];
}

function collect(entry: Entry, matcher: PairMatcher, other: Entry, found: Collected): void {
  if (other.range?.idle === true || entry.range?.idle === true) return;
  if (other.canonical === entry.canonical) {
    found.identical.push(other);
    return;
  }
  if (!hostsMeet(entry, matcher, other)) return;
  if (covers(matcher, other)) {
    if (compareEntries(entry, other) < 0) found.takesOver.push(other);
    else found.partial.push(other);
  } else if (covers(pairMatcher(other), entry)) {
    // Where the other one comes first, `neverWins` has it.
    if (compareEntries(entry, other) < 0) found.partial.push(other);
  } else if (tieOf(entry, other) !== null) {
    found.ties.push(other);
  } else if (sharedImage(entry, other) !== null) {
    found.partial.push(other);
  }
}

/** Whether both can match on one host; cheap, as it is asked of every pattern of an index. */
function hostsMeet(entry: Entry, matcher: PairMatcher, other: Entry): boolean {
  const host = other.canonical.slice(0, other.hostLength);
  if (other.hostLiterals < 0) return matcher.coversHost(host);
  const own = entry.canonical.slice(0, entry.hostLength);
  return hostGlobsMeet(hostGlob(own), hostGlob(host));
}

/** Whether a pattern matches everything another one does. */
function covers(matcher: PairMatcher, other: Entry): boolean {
  const hosts = hostSamples(other);
  const paths = pathSamples(other);
  return (
    hosts.length > 0 &&
    hosts.every(
      (host) =>
        matcher.coversHost(host) &&
        matcher.allowsHost(host) &&
        paths.every((path) => matcher.coversPath(`${host}/${path}`, host.length)),
    )
  );
}

function naming([first, ...others]: readonly Found[]): string {
  const name = `\`${first?.pattern ?? ""}\``;
  if (others.length === 0) return name;
  return `${name} and ${others.length} other${others.length === 1 ? "" : "s"}`;
}
