import type { Found, NeverWins } from "./answers.ts";
import { candidatesFor, hostSamples, pathSamples } from "./covers.ts";
import type { Entry } from "./entry.ts";
import type { IndexState } from "./index-state.ts";
import { compareEntries, foundOf } from "./order.ts";

/**
 * Whether a pattern can never be the winner, and because of which others; null when it can. Right
 * whenever it says so. It may miss a pattern that only several others together cover, save where
 * the registry's hosts are listed: then each host is looked at.
 */
export function neverWins(state: IndexState, entry: Entry): NeverWins | null {
  const hosts = hostSamples(entry);
  if (hosts.length === 0) return { ...foundOf(entry), reason: "no-host", by: [] };
  const by: Entry[] = [];
  for (const host of hosts) {
    const taker = takerOn(state, entry, host);
    if (taker === null) return null;
    if (!by.includes(taker)) by.push(taker);
  }
  const identical = by.every((taker) => taker.canonical === entry.canonical);
  return {
    ...foundOf(entry),
    reason: identical ? "identical" : "covered",
    by: by.map((taker): Found => foundOf(taker)),
  };
}

/** The first pattern that comes before `entry` and matches all it matches on one host. */
function takerOn(state: IndexState, entry: Entry, host: string): Entry | null {
  const [first = "", ...others] = pathSamples(entry);
  const rest = others.map((path) => candidatesFor(state, host, path));
  for (const taker of candidatesFor(state, host, first)) {
    if (taker === entry || compareEntries(taker, entry) >= 0) return null;
    if (rest.every((candidates) => candidates.includes(taker))) return taker;
  }
  return null;
}
