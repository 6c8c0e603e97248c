import type { Rejected } from "./answers.ts";
import type { Entry } from "./entry.ts";
import type { HostGlob } from "./host-glob.ts";
import { emptyTable, nodesOf } from "./node-table.ts";
import type { NodeTable } from "./node-table.ts";

/**
 * A place in the index: the literal text that patterns begin with. The node of a host has its
 * slash in it (`reg.io/`), the others end where the literal text does (`reg.io/team`). Most places
 * belong to one pattern, which then is its own node; `kind` tells the two apart.
 */
export type PathNode = Entry | SharedNode;

export interface SharedNode {
  /** Hash of the literal text. */
  readonly hash: number;
  /** A text that begins with the literal text, which is `literalEnd` long. */
  readonly canonical: string;
  readonly literalEnd: number;
  readonly kind: typeof SHARED;
  /** On the node of a host: bit d is set if a node may stand d components deep. */
  depths: number;
  /** The patterns with just this literal text, in order. */
  readonly entries: readonly Entry[];
  /** How far patterns reach into the next path component before their first star. */
  readonly partials: readonly Partial[];
  /** On the node of a host: how many patterns it has. */
  below: number;
  /** The edit that made this and may still count in it; nobody else changes it. */
  readonly owner: object;
}

export const SHARED = 3;

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
export interface SuffixNode {
  readonly hash: number;
  readonly suffix: string;
  readonly shapes: readonly StarShape[];
}

/** `count` hosts have `head` literal characters before their first star, `tail` behind the last. */
export interface StarShape {
  readonly head: number;
  readonly tail: number;
  readonly count: number;
}

/** Hosts that begin and end alike: both ends, with one star between them. */
export interface GroupNode {
  readonly hash: number;
  readonly ends: string;
  readonly hosts: readonly StarHost[];
}

/** Everything an index is made of. Never changed once it is made. */
export interface IndexState {
  readonly paths: NodeTable<PathNode>;
  readonly suffixes: NodeTable<SuffixNode>;
  readonly groups: NodeTable<GroupNode>;
  /** Every entry, by its id. */
  readonly ids: NodeTable<Entry>;
  readonly rejected: readonly Rejected[];
  readonly size: number;
}

export const NONE: readonly never[] = [];

export const EMPTY_STATE: IndexState = {
  paths: emptyTable(0),
  suffixes: emptyTable(0),
  groups: emptyTable(0),
  ids: emptyTable(0),
  rejected: NONE,
  size: 0,
};

/** Every entry of an index, in no particular order. */
export function entriesOf(state: IndexState): Iterable<Entry> {
  return nodesOf(state.ids);
}

/** The patterns that stand at a node, in order. */
export function entriesAt(node: PathNode | null): readonly Entry[] {
  if (node === null) return NONE;
  return node.kind === SHARED ? node.entries : [node];
}
