import type { Entry } from "./entry.ts";
import { entriesOf } from "./index-state.ts";
import type { IndexState } from "./index-state.ts";

/** The entries of an index by their host, as written in the pattern. Grouped once for each index. */
export function entriesByHost(state: IndexState): ReadonlyMap<string, readonly Entry[]> {
  let groups = known.get(state);
  if (groups === undefined) {
    groups = group(state);
    known.set(state, groups);
  }
  return groups;
}

const known = new WeakMap<IndexState, ReadonlyMap<string, readonly Entry[]>>();

function group(state: IndexState): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entriesOf(state)) {
    const host = entry.canonical.slice(0, entry.hostLength);
    const entries = groups.get(host);
    if (entries === undefined) groups.set(host, [entry]);
    else entries.push(entry);
  }
  return groups;
}
