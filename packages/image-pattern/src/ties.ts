import type { Tie } from "./answers.ts";
import { literalsBeforeStar } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { entriesOf } from "./index-state.ts";
import type { IndexState } from "./index-state.ts";
import { compareEntries, compareRanks, foundOf } from "./order.ts";
import { sharedImage } from "./shared-image.ts";

/** How many pairs of patterns are compared at most; beyond it the answer says it is not complete. */
const PAIRS_MAX = 50_000;

/**
 * Pairs of patterns that only their text tells apart for some image. Only patterns that begin with
 * the same literal path can tie; on hosts with stars, those of different hosts as well.
 */
export function findTies(state: IndexState): { ties: readonly Tie[]; complete: boolean } {
  const ties: Tie[] = [];
  let pairs = 0;
  for (const group of rivalGroups(state)) {
    for (const [i, one] of group.entries()) {
      for (const other of group.slice(i + 1)) {
        if (pairs++ >= PAIRS_MAX) return { ties, complete: false };
        const tie = tieOf(one, other);
        if (tie !== null) ties.push(tie);
      }
    }
  }
  return { ties, complete: true };
}

/** The tie between two patterns, or null when there is none. */
export function tieOf(one: Entry, other: Entry): Tie | null {
  if (one.canonical === other.canonical || compareRanks(one, other) !== 0) return null;
  const example = sharedImage(one, other);
  if (example === null) return null;
  const [first, second] = compareEntries(one, other) < 0 ? [one, other] : [other, one];
  return { patterns: [foundOf(first), foundOf(second)], example };
}

/** Entries that could tie, each with each: equal in rank and in literal path, on hosts that can meet. */
function rivalGroups(state: IndexState): readonly (readonly Entry[])[] {
  const plain = new Map<string, Entry[]>();
  const starred = new Map<string, Entry[]>();
  for (const entry of entriesOf(state)) {
    if (entry.range?.idle === true) continue;
    const { canonical, hostLength, kind, pathLiterals } = entry;
    const literal = canonical.slice(hostLength + 1, entry.literalEnd);
    const rank = `${kind} ${pathLiterals} ${literalsBeforeStar(entry)} ${literal}`;
    if (entry.hostLiterals >= 0) add(starred, `${entry.hostLiterals} ${rank}`, entry);
    // On a host without stars two different patterns of the other kinds differ in their literals.
    else if (kind === 2) add(plain, `${canonical.slice(0, hostLength)} ${rank}`, entry);
  }
  const meeting = [...starred.values()].flatMap((entries) => hostGroups(entries));
  return [...plain.values(), ...meeting].filter((group) => group.length > 1);
}

/**
 * Splits entries on hosts with stars into groups whose hosts can meet: labels that are literal in
 * both must be the same. Thousands of accounts on one cloud registry are told apart here.
 */
function hostGroups(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const byShape = new Map<string, { labels: readonly string[]; entry: Entry }[]>();
  for (const entry of entries) {
    const labels = entry.canonical.slice(0, entry.hostLength).split(".");
    const shape = labels.map((label) => (label.includes("*") ? "*" : "-")).join("");
    add(byShape, shape, { labels, entry });
  }
  const groups: Entry[][] = [];
  const shapes = [...byShape];
  for (const [i, [shape, members]] of shapes.entries()) {
    for (const [otherShape, others] of shapes.slice(i)) {
      if (shape.length !== otherShape.length) continue;
      const both = new Map<string, Entry[]>();
      const isSame = shape === otherShape;
      for (const { labels, entry } of isSame ? members : [...members, ...others]) {
        const key = labels.filter((_, at) => shape[at] === "-" && otherShape[at] === "-").join(".");
        add(both, key, entry);
      }
      groups.push(...(isSame ? both.values() : crossPairs(both, members)));
    }
  }
  return groups;
}

/** Of two shapes only pairs across matter: those within one shape have their own group. */
function crossPairs(
  groups: ReadonlyMap<string, readonly Entry[]>,
  members: readonly { entry: Entry }[],
): Entry[][] {
  const first = new Set(members.map(({ entry }) => entry));
  return [...groups.values()].flatMap((group) => {
    const left = group.filter((entry) => first.has(entry));
    const right = group.filter((entry) => !first.has(entry));
    return left.flatMap((one) => right.map((other) => [one, other]));
  });
}

function add<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
