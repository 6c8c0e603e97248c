/** What a table holds: a node found by its `key`, whose hash is `hash`. */
export interface Keyed {
  readonly hash: number;
  readonly key: string;
}

/** One node, or in the rare case several nodes that share a slot. */
export type Slot<Node> = Node | Node[] | null;
type Leaf<Node> = readonly Slot<Node>[];
type Branch<Node> = readonly Leaf<Node>[];

/**
 * An immutable hash table in three levels, each about as wide as the cube root of the table. A
 * change copies one array of each level and leaves the old table as it was.
 */
export interface NodeTable<Node extends Keyed> {
  readonly branches: readonly Branch<Node>[];
  /** The upper bits of `hash * FOLD` number the slot; its own bits choose branch, leaf and place. */
  readonly slotShift: number;
  readonly leafBits: number;
  readonly size: number;
}

const FOLD = 0x9e3779b1;
const LOAD_MAX = 0.75;

/** A table in which `expected` nodes find room without growing. */
export function emptyTable<Node extends Keyed>(expected: number): NodeTable<Node> {
  const wanted = Math.log2(Math.max(expected, 1) / LOAD_MAX) + 0.5;
  const leafBits = Math.max(1, Math.ceil(wanted / 3));
  const bits = Math.max(Math.ceil(wanted), leafBits * 2);
  const leaf: Leaf<Node> = Array.from({ length: 1 << leafBits }, () => null);
  const branch: Branch<Node> = Array.from({ length: 1 << leafBits }, () => leaf);
  const branches = Array.from({ length: 1 << (bits - 2 * leafBits) }, () => branch);
  return { branches, slotShift: 32 - bits, leafBits, size: 0 };
}

/** The slot that a node with this hash would stand in. */
export function slotOf<Node extends Keyed>(table: NodeTable<Node>, hash: number): Slot<Node> {
  const { leafBits } = table;
  const slot = Math.imul(hash, FOLD) >>> table.slotShift;
  const mask = (1 << leafBits) - 1;
  const branch = table.branches[slot >>> (2 * leafBits)] as Branch<Node>;
  const leaf = branch[(slot >>> leafBits) & mask] as Leaf<Node>;
  return leaf[slot & mask] as Slot<Node>;
}

export function getNode<Node extends Keyed>(
  table: NodeTable<Node>,
  hash: number,
  key: string,
): Node | null {
  const slot = slotOf(table, hash);
  if (slot === null) return null;
  if (!Array.isArray(slot)) return slot.hash === hash && slot.key === key ? slot : null;
  return slot.find((node) => node.hash === hash && node.key === key) ?? null;
}

export function* nodesOf<Node extends Keyed>(table: NodeTable<Node>): Generator<Node> {
  for (const branch of table.branches) {
    for (const leaf of branch) {
      for (const slot of leaf) {
        if (Array.isArray(slot)) yield* slot;
        else if (slot !== null) yield slot;
      }
    }
  }
}

/** Changes one table into its successor. What it copied once it changes in place from then on. */
export class TableEdit<Node extends Keyed> {
  #table: NodeTable<Node>;
  #capacity: number;
  #size: number;
  /** The arrays that are this edit's own; the list of branches is once `#branches` is set. */
  #owned: Set<Leaf<Node> | Branch<Node>> = new Set();
  #branches: Branch<Node>[] | null = null;

  constructor(table: NodeTable<Node>) {
    this.#table = table;
    this.#size = table.size;
    this.#capacity = capacityOf(table);
  }

  get(hash: number, key: string): Node | null {
    return getNode(this.#table, hash, key);
  }

  /** Puts a node in the place of the one with the same key, or of none. */
  put(node: Node): void {
    const leaf = this.#ownLeaf(node.hash);
    const at = this.#placeIn(node.hash);
    const slot = leaf[at] ?? null;
    if (slot === null) {
      leaf[at] = node;
    } else if (Array.isArray(slot)) {
      const kept = slot.filter((other) => !sameKey(other, node));
      leaf[at] = [...kept, node];
      if (kept.length < slot.length) return;
    } else if (sameKey(slot, node)) {
      leaf[at] = node;
      return;
    } else {
      leaf[at] = [slot, node];
    }
    if (++this.#size > this.#capacity) this.#grow();
  }

  drop(node: Keyed): void {
    const leaf = this.#ownLeaf(node.hash);
    const at = this.#placeIn(node.hash);
    const slot = leaf[at] ?? null;
    const nodes = slot === null ? [] : Array.isArray(slot) ? slot : [slot];
    const kept = nodes.filter((other) => !sameKey(other, node));
    leaf[at] = kept.length > 1 ? kept : (kept[0] ?? null);
    this.#size -= nodes.length - kept.length;
  }

  done(): NodeTable<Node> {
    this.#owned = new Set();
    this.#branches = null;
    if (this.#size !== this.#table.size) this.#table = { ...this.#table, size: this.#size };
    return this.#table;
  }

  #placeIn(hash: number): number {
    const { slotShift, leafBits } = this.#table;
    return (Math.imul(hash, FOLD) >>> slotShift) & ((1 << leafBits) - 1);
  }

  #ownLeaf(hash: number): Slot<Node>[] {
    if (this.#branches === null) {
      this.#branches = [...this.#table.branches];
      this.#table = { ...this.#table, branches: this.#branches };
    }
    const { slotShift, leafBits } = this.#table;
    const path = (Math.imul(hash, FOLD) >>> slotShift) >>> leafBits;
    const branch = this.#own(this.#branches, path >>> leafBits);
    return this.#own(branch as Leaf<Node>[], path & ((1 << leafBits) - 1)) as Slot<Node>[];
  }

  /** The array at a place of another, copied first if others may hold it too. */
  #own<Item extends Leaf<Node> | Branch<Node>>(holder: Item[], at: number): Item {
    const item = holder[at] as Item;
    if (this.#owned.has(item)) return item;
    const copy = [...item] as unknown as Item;
    holder[at] = copy;
    this.#owned.add(copy);
    return copy;
  }

  #grow(): void {
    const nodes = [...nodesOf(this.#table)];
    this.#table = emptyTable(nodes.length * 2);
    this.#capacity = capacityOf(this.#table);
    this.#branches = null;
    this.#owned = new Set();
    this.#size = 0;
    for (const node of nodes) this.put(node);
  }
}

function capacityOf<Node extends Keyed>(table: NodeTable<Node>): number {
  return 2 ** (32 - table.slotShift) * LOAD_MAX;
}

function sameKey(one: Keyed, other: Keyed): boolean {
  return one.hash === other.hash && one.key === other.key;
}
