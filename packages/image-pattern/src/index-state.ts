import type { Rejected } from "./answers.ts";
import type { Entry } from "./entry.ts";
import type { HostGlob } from "./host-glob.ts";
import { emptyTable, nodesOf } from "./node-table.ts";
import type { Keyed, NodeTable } from "./node-table.ts";

/**
 * A place in the index: the literal text that patterns begin with. The node of a host has its
 * slash in the key (`reg.io/`), the others end where the literal text does (`reg.io/team`).
 */
export interface PathNode extends Keyed {
  /** The first of the patterns with just this literal text. */
  readonly first: Entry | null;
  /** What few nodes have; apart, because there are many nodes. */
  readonly more: PathMore | null;
}

export interface PathMore {
  /** The other patterns with this literal text, in order. */
  readonly rest: readonly Entry[];
  /** How far patterns reach into the next path component before their first star. */
  readonly partials: readonly Partial[];
  /** On the node of a host: how many patterns it has. */
  below: number;
  /** On the node of a host: bit d is set if a node may stand d components deep. */
  depths: number;
  /** The edit that made this and may still count in it; nobody else changes it. */
  readonly owner: object;
}

/** `count` patterns have literal text that is `length` longer than their node's parent's. */
export interface Partial {
  readonly length: number;
  readonly count: number;
}

/** A host with stars that some pattern has; its patterns stand below it as below any host. */
export interface StarHost {
  readonly text: string;
  readonly literals: number;
  readonly glob: HostGlob;
  /** The text and a slash, and the hash of both. */
  readonly prefix: string;
  readonly hash: number;
}

/** Hosts with the same literal labels at the end, e.g. `.amazonaws.com`: which shapes there are. */
export interface SuffixNode extends Keyed {
  readonly shapes: readonly StarShape[];
}

/** `count` hosts have `head` literal characters before their first star, `tail` behind the last. */
export interface StarShape {
  readonly head: number;
  readonly tail: number;
  readonly count: number;
}

/** Hosts that begin and end alike; the key is both ends with one star between them. */
export interface GroupNode extends Keyed {
  readonly hosts: readonly StarHost[];
}

export interface IdNode extends Keyed {
  readonly first: Entry | null;
  /** Where an id is used more than once or was rejected. */
  readonly more: { readonly rest: readonly Entry[]; readonly rejected: number } | null;
}

/** Everything an index is made of. Never changed once it is made. */
export interface IndexState {
  readonly paths: NodeTable<PathNode>;
  readonly suffixes: NodeTable<SuffixNode>;
  readonly groups: NodeTable<GroupNode>;
  readonly ids: NodeTable<IdNode>;
  readonly rejected: readonly Rejected[];
  readonly size: number;
}

export const NONE: readonly never[] = [];

export function emptyState(expected: number): IndexState {
  return {
    paths: emptyTable(expected),
    suffixes: emptyTable(0),
    groups: emptyTable(0),
    ids: emptyTable(expected),
    rejected: NONE,
    size: 0,
  };
}

/** Every entry of an index, in no particular order. */
export function* entriesOf(state: IndexState): Generator<Entry> {
  for (const node of nodesOf(state.ids)) {
    if (node.first !== null) yield node.first;
    if (node.more !== null) yield* node.more.rest;
  }
}
