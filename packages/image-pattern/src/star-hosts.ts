import { HASH_START, hashNext, hashText } from "./hash.ts";
import { hostGlobMatches } from "./host-glob.ts";
import type { IndexState, StarHost } from "./index-state.ts";
import type { LookupName } from "./lookup-name.ts";
import { nodeIn, slotOf } from "./node-table.ts";
import { TEXT_MAX } from "./image-scan.ts";

/**
 * The hosts with stars that cover a host, those with more literal characters first. Found by their
 * literal ends: one step for every label of the host and every shape of star hosts that end in the
 * same labels, however many such hosts there are.
 */
export function starHostsOf(state: IndexState, host: string): readonly StarHost[] {
  const found: StarHost[] = [];
  let hash = HASH_START;
  for (let i = host.length - 1; i > 0; i--) {
    const unit = host.charCodeAt(i);
    hash = hashNext(hash, unit);
    if (unit !== 46 || slotOf(state.suffixes, hash) === null) continue;
    const suffix = host.slice(i);
    const known = nodeIn(state.suffixes, hash, (node) => node.suffix === suffix);
    if (known === null) continue;
    for (const { head, tail } of known.shapes) {
      if (head + tail < i) addGroup(state, host, head, i - tail, found);
    }
  }
  return found.length > 1 ? found.toSorted((a, b) => b.literals - a.literals) : found;
}

function addGroup(
  state: IndexState,
  host: string,
  head: number,
  tailStart: number,
  found: StarHost[],
): void {
  const hash = hashText(
    host,
    tailStart,
    host.length,
    hashNext(hashText(host, 0, head, HASH_START), 42),
  );
  if (slotOf(state.groups, hash) === null) return;
  const ends = `${host.slice(0, head)}*${host.slice(tailStart)}`;
  const group = nodeIn(state.groups, hash, (node) => node.ends === ends);
  if (group === null) return;
  for (const star of group.hosts) if (hostGlobMatches(star.glob, host)) found.push(star);
}

interface StarName extends LookupName {
  text: string;
  prefix: string;
  prefixLength: number;
  hostLength: number;
  pathStart: number;
  pathEnd: number;
  end: number;
  count: number;
}

const starName: StarName = {
  text: "",
  prefix: "",
  prefixLength: 0,
  hostLength: 0,
  pathStart: 0,
  pathEnd: 0,
  end: 0,
  count: 0,
  ends: new Int32Array(TEXT_MAX),
  hashes: new Int32Array(TEXT_MAX),
};

/** The same path on another host, in an object that every call reuses. */
export function nameOn(star: StarHost, name: LookupName): LookupName {
  const { text, pathEnd } = name;
  const pathStart = name.hostLength + 1 - name.prefixLength + name.pathStart;
  const prefixLength = star.text.length + 1;
  const shift = prefixLength - pathStart;
  starName.text = text;
  starName.prefix = star.prefix;
  starName.prefixLength = prefixLength;
  starName.hostLength = star.text.length;
  starName.pathStart = pathStart;
  starName.pathEnd = pathEnd;
  starName.end = pathEnd + shift;
  starName.ends[0] = prefixLength;
  starName.hashes[0] = star.hash;
  let count = 1;
  let next = star.hash;
  for (let i = pathStart; i < pathEnd; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 47) {
      starName.ends[count] = i + shift;
      starName.hashes[count++] = next;
    }
    next = hashNext(next, unit);
  }
  starName.ends[count] = pathEnd + shift;
  starName.hashes[count] = next;
  starName.count = count + 1;
  return starName;
}
