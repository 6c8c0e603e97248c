import type { Entry, HostRange } from "./entry.ts";
import { hashNext } from "./hash.ts";
import { ruleAllows } from "./host-rule.ts";
import { SHARED } from "./index-state.ts";
import type { IndexState, Partial, PathNode } from "./index-state.ts";
import { slotOf } from "./node-table.ts";
import type { NodeTable } from "./node-table.ts";
import { compareEntries } from "./order.ts";
import type { LookupName } from "./lookup-name.ts";
import { pathGlobMatches } from "./path-glob.ts";
import type { PathGlob } from "./path-glob.ts";
import { TEXT_MAX } from "./image-scan.ts";
import { nameOn, starHostsOf } from "./star-hosts.ts";

/**
 * The first pattern, in the order of patterns, that matches a name. With `all`, every one that
 * matches is added to it in that order; without, the search ends at the first.
 *
 * Hosts without a star come first. On one host patterns are ordered by the length of their literal
 * text, so the places where such text can end are visited from the longest to the shortest.
 */
export function lookUp(state: IndexState, name: LookupName, all: Entry[] | null): Entry | null {
  const found = lookUpHost(state.paths, name, null, all);
  if (state.suffixes.size === 0 || (found !== null && all === null)) return found;
  return lookUpStarHosts(state, name, all) ?? found;
}

function lookUpStarHosts(state: IndexState, name: LookupName, all: Entry[] | null): Entry | null {
  const host = name.prefix.slice(0, name.hostLength);
  const starHosts = starHostsOf(state, host);
  if (starHosts.length === 0) return null;
  const found: Entry[] | null = all === null ? null : [];
  let best: Entry | null = null;
  for (const star of starHosts) {
    if (found === null && best !== null && star.literals < best.hostLiterals) break;
    const entry = lookUpHost(state.paths, nameOn(star, name), host, found);
    if (entry !== null && (best === null || compareEntries(entry, best) < 0)) best = entry;
  }
  if (found !== null) all?.push(...found.toSorted(compareEntries));
  return all !== null && all.length > 0 ? (all[0] ?? null) : best;
}

/**
 * All patterns below one host. `imageHost` is the image's own host where `name` stands on a host
 * with stars: the patterns there may range over some hosts only.
 */
function lookUpHost(
  paths: NodeTable<PathNode>,
  name: LookupName,
  imageHost: string | null,
  all: Entry[] | null,
): Entry | null {
  const { ends, hashes } = name;
  const host = nodeAt(paths, name, hashes[0] as number, ends[0] as number);
  if (host === null || host.kind !== SHARED) return null;
  const { depths } = host;
  let first: Entry | null = null;
  let node: PathNode | null = null;
  for (let k = name.count - 1; k >= 0; k--) {
    // The places that end inside component k + 1 are told by the node at the end of component k.
    node =
      k === 0
        ? host
        : hasDepth(depths, k)
          ? nodeAt(paths, name, hashes[k] as number, ends[k] as number)
          : null;
    if (node === null) continue;
    if (node.kind === SHARED && node.partials.length > 0 && k < name.count - 1) {
      const hit = matchInside(paths, node.partials, k + 1, name, imageHost, all);
      if (hit !== null) {
        if (all === null) return hit;
        first ??= hit;
      }
    }
    const hit = matchAt(node, name, imageHost, all);
    if (hit !== null) {
      if (all === null) return hit;
      first ??= hit;
    }
  }
  return first;
}

function hasDepth(depths: number, depth: number): boolean {
  return ((depths >>> (depth < 31 ? depth : 31)) & 1) === 1;
}

/** Patterns whose literal text ends inside the `k`th part of the name, longest first. */
function matchInside(
  paths: NodeTable<PathNode>,
  partials: readonly Partial[],
  k: number,
  name: LookupName,
  imageHost: string | null,
  all: Entry[] | null,
): Entry | null {
  const start = name.ends[k - 1] as number;
  const end = name.ends[k] as number;
  let hash = name.hashes[k - 1] as number;
  for (let i = start; i < end; i++) {
    hash = hashNext(hash, unitAt(name, i));
    inside[i + 1 - start] = hash;
  }
  let first: Entry | null = null;
  for (const { length } of partials) {
    if (start + length >= end) continue;
    const node = nodeAt(paths, name, inside[length] as number, start + length);
    const hit = node === null ? null : matchAt(node, name, imageHost, all);
    if (hit === null) continue;
    if (all === null) return hit;
    first ??= hit;
  }
  return first;
}

const inside = new Int32Array(TEXT_MAX);

function matchAt(
  node: PathNode,
  name: LookupName,
  imageHost: string | null,
  all: Entry[] | null,
): Entry | null {
  if (node.kind !== SHARED) {
    if (!matches(node, name, imageHost)) return null;
    all?.push(node);
    return node;
  }
  let first: Entry | null = null;
  for (const entry of node.entries) {
    if (!matches(entry, name, imageHost)) continue;
    if (all === null) return entry;
    all.push(entry);
    first ??= entry;
  }
  return first;
}

/** Whether a pattern matches a name that begins with the pattern's literal text. */
function matches(entry: Entry, name: LookupName, imageHost: string | null): boolean {
  const at = entry.literalEnd;
  // What Docker Hub implies (`library/`) is never cut by a star: the first part there has none.
  const shift = name.pathStart - name.prefixLength;
  const fits =
    entry.kind === 0
      ? at === name.end
      : entry.kind === 1
        ? at === name.end || at === name.hostLength + 1 || unitAt(name, at) === 47
        : pathGlobMatches(entry.glob as PathGlob, name.text, at + shift, name.pathEnd);
  return fits && (imageHost === null || entry.range === null || inRange(entry.range, imageHost));
}

/** The character at a place in the canonical name. */
function unitAt(name: LookupName, at: number): number {
  const { prefixLength } = name;
  return at < prefixLength
    ? name.prefix.charCodeAt(at)
    : name.text.charCodeAt(at - prefixLength + name.pathStart);
}

function inRange(range: HostRange, imageHost: string): boolean {
  return range.rule === null || ruleAllows(range.rule, imageHost);
}

function nodeAt(
  paths: NodeTable<PathNode>,
  name: LookupName,
  hash: number,
  length: number,
): PathNode | null {
  const slot = slotOf(paths, hash);
  if (slot === null) return null;
  if (!Array.isArray(slot)) return isAt(slot, name, hash, length) ? slot : null;
  for (const node of slot) if (isAt(node, name, hash, length)) return node;
  return null;
}

/** Whether the node's literal text is the first `length` characters of the name. */
function isAt(node: PathNode, name: LookupName, hash: number, length: number): boolean {
  if (node.hash !== hash || node.literalEnd !== length) return false;
  const literal = node.canonical.slice(0, length);
  const { text, prefix, prefixLength } = name;
  // Comparing slices is several times faster than comparing character by character.
  if (prefix === text) return text.slice(0, length) === literal;
  if (length <= prefixLength) return prefix.slice(0, length) === literal;
  const end = length - prefixLength + name.pathStart;
  return (
    literal.startsWith(prefix) && text.slice(name.pathStart, end) === literal.slice(prefixLength)
  );
}
