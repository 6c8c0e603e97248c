import type { PatternEntry, Rejected } from "./answers.ts";
import { compileEntry } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { HASH_START, hashText } from "./hash.ts";
import { NONE } from "./index-state.ts";
import type { IdNode, IndexState, Partial, PathMore, PathNode } from "./index-state.ts";
import { TableEdit } from "./node-table.ts";
import { compareEntries } from "./order.ts";
import { StarHostEdit } from "./star-host-edit.ts";

/** Changes one index into its successor, in time that hardly depends on the index's size. */
export class IndexEdit {
  readonly #paths: TableEdit<PathNode>;
  readonly #ids: TableEdit<IdNode>;
  readonly #starHosts: StarHostEdit;
  /** Marks what this edit made; not the edit itself, which would keep old tables alive. */
  readonly #owner = {};
  #rejected: readonly Rejected[];
  #rejectedAdded: Rejected[] = [];
  #size: number;

  constructor(state: IndexState) {
    this.#paths = new TableEdit(state.paths);
    this.#ids = new TableEdit(state.ids);
    this.#starHosts = new StarHostEdit(state);
    this.#rejected = state.rejected;
    this.#size = state.size;
  }

  add(given: PatternEntry): void {
    const compiled = compileEntry(given);
    if (!compiled.ok) {
      this.#rejectedAdded.push(compiled.rejected);
      const { node, rest, rejected } = this.#idNode(compiled.rejected.id);
      this.#ids.put({ ...node, more: { rest, rejected: rejected + 1 } });
      return;
    }
    const { entry } = compiled;
    const { node, rest, rejected } = this.#idNode(entry.id);
    if (node.first === null) {
      this.#ids.put({ hash: node.hash, key: node.key, first: entry, more: node.more });
    } else {
      this.#ids.put({ ...node, more: { rest: [...rest, entry], rejected } });
    }
    this.#size++;
    if (entry.range?.idle !== true) this.#insert(entry);
  }

  /** Takes all entries with this id out, rejected ones included; an unknown id changes nothing. */
  remove(id: string): void {
    if (typeof id !== "string") return;
    const { node, rest, rejected } = this.#idNode(id);
    this.#ids.drop(node);
    if (rejected > 0) {
      this.#rejected = this.#rejected.filter((other) => other.id !== id);
      this.#rejectedAdded = this.#rejectedAdded.filter((other) => other.id !== id);
    }
    if (node.first === null) return;
    for (const entry of [node.first, ...rest]) {
      this.#size--;
      if (entry.range?.idle !== true) this.#erase(entry);
    }
  }

  done(): IndexState {
    const added = this.#rejectedAdded;
    return {
      paths: this.#paths.done(),
      ids: this.#ids.done(),
      ...this.#starHosts.done(),
      rejected: added.length === 0 ? this.#rejected : [...this.#rejected, ...added],
      size: this.#size,
    };
  }

  #insert(entry: Entry): void {
    const { canonical, hostLength, literalEnd } = entry;
    const hostHash = hashText(canonical, 0, hostLength + 1, HASH_START);
    const host = this.#pathNode(canonical, hostLength + 1, hostHash);
    const hostMore = this.#ownMore(host);
    if (hostMore.below === 0 && entry.hostLiterals >= 0) this.#starHosts.add(entry);
    hostMore.below++;
    hostMore.depths |= depthsOf(entry);

    this.#countPartial(entry, 1);
    const hash = hashText(canonical, hostLength + 1, literalEnd, hostHash);
    const node = this.#pathNode(canonical, literalEnd, hash);
    this.#paths.put(withEntry(node, entry, this.#owner));
  }

  #erase(entry: Entry): void {
    const { canonical, hostLength, literalEnd } = entry;
    const hostHash = hashText(canonical, 0, hostLength + 1, HASH_START);
    const hash = hashText(canonical, hostLength + 1, literalEnd, hostHash);
    this.#putOrDrop(withoutEntry(this.#pathNode(canonical, literalEnd, hash), entry, this.#owner));
    this.#countPartial(entry, -1);
    const host = this.#pathNode(canonical, hostLength + 1, hostHash);
    const hostMore = this.#ownMore(host);
    hostMore.below--;
    if (hostMore.below > 0) return;
    this.#putOrDrop({ ...host, more: hostMore });
    if (entry.hostLiterals >= 0) this.#starHosts.remove(entry);
  }

  /** Tells the node before the last slash of the literal text how far the text goes on. */
  #countPartial(entry: Entry, change: 1 | -1): void {
    if (entry.kind !== 2) return;
    const { canonical, hostLength, literalEnd } = entry;
    const slash = canonical.lastIndexOf("/", literalEnd - 1);
    const parentEnd = slash === hostLength ? slash + 1 : slash;
    const length = literalEnd - parentEnd;
    if (length === 0) return;
    const hash = hashText(canonical, 0, parentEnd, HASH_START);
    const parent = this.#pathNode(canonical, parentEnd, hash);
    const more = parent.more ?? emptyMore(this.#owner);
    const partials = countedPartials(more.partials, length, change);
    this.#putOrDrop({ ...parent, more: { ...more, partials, owner: this.#owner } });
  }

  /** What a node in the table may be counted in, made this edit's own first. */
  #ownMore(node: PathNode): PathMore {
    if (node.more !== null && node.more.owner === this.#owner) return node.more;
    const more = node.more === null ? emptyMore(this.#owner) : { ...node.more, owner: this.#owner };
    this.#paths.put({ hash: node.hash, key: node.key, first: node.first, more });
    return more;
  }

  #putOrDrop(node: PathNode): void {
    const isEmpty =
      node.first === null &&
      (node.more === null || (node.more.partials.length === 0 && node.more.below === 0));
    if (isEmpty) this.#paths.drop(node);
    else this.#paths.put(node);
  }

  #pathNode(text: string, length: number, hash: number): PathNode {
    const key = text.slice(0, length);
    return this.#paths.get(hash, key) ?? { hash, key, first: null, more: null };
  }

  #idNode(id: string): { node: IdNode; rest: readonly Entry[]; rejected: number } {
    const hash = hashText(id, 0, id.length, HASH_START);
    const node = this.#ids.get(hash, id) ?? { hash, key: id, first: null, more: null };
    return { node, rest: node.more?.rest ?? NONE, rejected: node.more?.rejected ?? 0 };
  }
}

function emptyMore(owner: object): PathMore {
  return { rest: NONE, partials: NONE, below: 0, depths: 0, owner };
}

function withEntry(node: PathNode, entry: Entry, owner: object): PathNode {
  const { hash, key, first, more } = node;
  if (first === null) return { hash, key, first: entry, more };
  const rest = more === null ? NONE : more.rest;
  const isFirst = compareEntries(entry, first) < 0;
  const inserted = isFirst ? [first, ...rest] : insertSorted(rest, entry);
  return {
    hash,
    key,
    first: isFirst ? entry : first,
    more: { ...(more ?? emptyMore(owner)), rest: inserted, owner },
  };
}

function insertSorted(rest: readonly Entry[], entry: Entry): readonly Entry[] {
  let low = 0;
  let high = rest.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareEntries(rest[middle] as Entry, entry) <= 0) low = middle + 1;
    else high = middle;
  }
  return rest.toSpliced(low, 0, entry);
}

function withoutEntry(node: PathNode, entry: Entry, owner: object): PathNode {
  const { first, more } = node;
  if (more === null) return { ...node, first: first === entry ? null : first };
  const rest = first === entry ? more.rest.slice(1) : more.rest.filter((other) => other !== entry);
  return {
    ...node,
    first: first === entry ? (more.rest[0] ?? null) : first,
    more: { ...more, rest, owner },
  };
}

/** Longest first, as they are looked up. */
function countedPartials(
  partials: readonly Partial[],
  length: number,
  change: 1 | -1,
): readonly Partial[] {
  const known = partials.find((partial) => partial.length === length);
  const others = partials.filter((partial) => partial !== known);
  const count = (known?.count ?? 0) + change;
  if (count === 0) return others;
  return [...others, { length, count }].toSorted((a, b) => b.length - a.length);
}

/** The depths at which an entry has nodes: where its literal text ends, and one above. */
function depthsOf(entry: Entry): number {
  let depth = 0;
  for (let i = entry.hostLength; i < entry.literalEnd - 1; i++) {
    if (entry.canonical.charCodeAt(i) === 47) depth++;
  }
  const bit = 1 << Math.min(depth, 31);
  return entry.kind === 2 ? bit | (1 << Math.min(Math.max(depth - 1, 0), 31)) : bit;
}
