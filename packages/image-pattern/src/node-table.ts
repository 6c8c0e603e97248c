/** One node, or in the rare case several nodes that share a slot. */
export type Slot<Node> = Node | Node[] | null;
type Leaf<Node> = readonly Slot<Node>[];
type Branch<Node> = readonly Leaf<Node>[];

/**
 * An immutable hash table in three levels, each about as wide as the cube root of the table. A
 * change copies one array of each level and leaves the old table as it was. What makes nodes equal
 * is the caller's affair: the table only knows their hashes.
 */
export interface NodeTable<Node> {
  readonly branches: readonly Branch<Node>[];
  /** The upper bits of `hash * FOLD` number the slot; its own bits choose branch, leaf and place. */
  readonly slotShift: number;
  readonly leafBits: number;
  readonly size: number;
}

const FOLD = 0x9e3779b1;
const LOAD_MAX = 0.75;

/** A table in which `expected` nodes find room without growing. */
export function emptyTable<Node>(expected: number): NodeTable<Node> {
  const wanted = Math.log2(Math.max(expected, 1) / LOAD_MAX) + 0.5;
  const leafBits = Math.max(1, Math.ceil(wanted / 3));
  const bits = Math.max(Math.ceil(wanted), leafBits * 2);
  const width = 1 << leafBits;
  const branches = Array.from({ length: 1 << (bits - 2 * leafBits) }, () =>
    Array.from({ length: width }, () => Array.from({ length: width }, (): Slot<Node> => null)),
  );
  return { branches, slotShift: 32 - bits, leafBits, size: 0 };
}

/** The slot that a node with this hash would stand in. */
export function slotOf<Node>(table: NodeTable<Node>, hash: number): Slot<Node> {
  const { leafBits } = table;
  const slot = Math.imul(hash, FOLD) >>> table.slotShift;
  const mask = (1 << leafBits) - 1;
  const branch = table.branches[slot >>> (2 * leafBits)] as Branch<Node>;
  const leaf = branch[(slot >>> leafBits) & mask] as Leaf<Node>;
  return leaf[slot & mask] as Slot<Node>;
}

/** The first node in the slot of a hash that is the one meant, or null. */
export function nodeIn<Node>(
  table: NodeTable<Node>,
  hash: number,
  isMeant: (node: Node) => boolean,
): Node | null {
  const slot = slotOf(table, hash);
  if (slot === null) return null;
  if (Array.isArray(slot)) return slot.find(isMeant) ?? null;
  return isMeant(slot) ? slot : null;
}

export function* nodesOf<Node>(table: NodeTable<Node>): Generator<Node> {
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
export class TableEdit<Node> {
  #table: NodeTable<Node>;
  readonly #hashOf: (node: Node) => number;
  #capacity: number;
  #size = 0;
  /** The arrays that are this edit's own; the list of branches is once `#branches` is set. */
  #owned: Set<Leaf<Node> | Branch<Node>> | "all" | null = null;
  #branches: Branch<Node>[] | null = null;

  /** `expected` is how many nodes an empty table will have to take. */
  constructor(table: NodeTable<Node>, hashOf: (node: Node) => number, expected = 0) {
    this.#table = table;
    this.#hashOf = hashOf;
    this.#size = table.size;
    if (table.size === 0) this.#start(expected);
    this.#capacity = capacityOf(this.#table);
  }

  /** The table as it is now; changes of this edit may show in it. */
  get table(): NodeTable<Node> {
    return this.#table;
  }

  add(node: Node): void {
    const hash = this.#hashOf(node);
    const leaf = this.#ownLeaf(hash);
    const at = this.#placeIn(hash);
    const slot = leaf[at] ?? null;
    leaf[at] = slot === null ? node : Array.isArray(slot) ? [...slot, node] : [slot, node];
    if (++this.#size > this.#capacity) this.#grow();
  }

  /** Puts a node in the place of another one, which is in the table, with the same hash. */
  replace(old: Node, node: Node): void {
    const hash = this.#hashOf(node);
    const leaf = this.#ownLeaf(hash);
    const at = this.#placeIn(hash);
    const slot = leaf[at] ?? null;
    leaf[at] = Array.isArray(slot) ? slot.map((other) => (other === old ? node : other)) : node;
  }

  /** Takes out a node, which is in the table. */
  remove(node: Node): void {
    const hash = this.#hashOf(node);
    const leaf = this.#ownLeaf(hash);
    const at = this.#placeIn(hash);
    const slot = leaf[at] ?? null;
    const kept = Array.isArray(slot) ? slot.filter((other) => other !== node) : [];
    leaf[at] = kept.length > 1 ? kept : (kept[0] ?? null);
    this.#size--;
  }

  done(): NodeTable<Node> {
    this.#owned = null;
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
    if (this.#owned === "all" || this.#owned?.has(item) === true) return item;
    this.#owned ??= new Set();
    const copy = [...item] as unknown as Item;
    holder[at] = copy;
    this.#owned.add(copy);
    return copy;
  }

  #grow(): void {
    const nodes = [...nodesOf(this.#table)];
    this.#start(nodes.length * 2);
    this.#capacity = capacityOf(this.#table);
    for (const node of nodes) this.add(node);
  }

  /** Begins with a table that is nobody else's: nothing in it needs to be copied. */
  #start(expected: number): void {
    this.#table = emptyTable(expected);
    this.#branches = this.#table.branches as Branch<Node>[];
    this.#owned = "all";
    this.#size = 0;
  }
}

function capacityOf<Node>(table: NodeTable<Node>): number {
  return 2 ** (32 - table.slotShift) * LOAD_MAX;
}
