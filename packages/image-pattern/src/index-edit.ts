import type { PatternEntry, Rejected } from "./answers.ts";
import { compileEntry } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { HASH_START, hashText } from "./hash.ts";
import { entriesAt, NONE, SHARED } from "./index-state.ts";
import type { IndexState, Partial, PathNode, SharedNode } from "./index-state.ts";
import { nodeIn, slotOf, TableEdit } from "./node-table.ts";
import { compareEntries } from "./order.ts";
import { StarHostEdit } from "./star-host-edit.ts";

/** Changes one index into its successor, in time that hardly depends on the index's size. */
export class IndexEdit {
  readonly #paths: TableEdit<PathNode>;
  readonly #ids: TableEdit<Entry>;
  readonly #state: IndexState;
  #starHosts: StarHostEdit | null = null;
  /** Marks what this edit made; not the edit itself, which would keep old tables alive. */
  readonly #owner = {};
  #rejected: readonly Rejected[];
  #rejectedAdded: Rejected[] = [];

  /** `expected` is how many entries an empty index will have to take. */
  constructor(state: IndexState, expected = 0) {
    this.#paths = new TableEdit(state.paths, literalHash, expected);
    this.#ids = new TableEdit(state.ids, entryIdHash, expected);
    this.#state = state;
    this.#rejected = state.rejected;
  }

  add(given: PatternEntry): void {
    const compiled = compileEntry(given);
    if (!compiled.ok) {
      this.#rejectedAdded.push(compiled.rejected);
      return;
    }
    const { entry } = compiled;
    this.#ids.add(entry);
    if (entry.range?.idle !== true) this.#insert(entry);
  }

  /** Takes all entries with this id out, rejected ones included; an unknown id changes nothing. */
  remove(id: string): void {
    if (typeof id !== "string") return;
    if (this.#rejected.length > 0) {
      this.#rejected = this.#rejected.filter((rejected) => rejected.id !== id);
    }
    this.#rejectedAdded = this.#rejectedAdded.filter((rejected) => rejected.id !== id);
    const slot = slotOf(this.#ids.table, idHash(id));
    if (slot === null) return;
    for (const entry of Array.isArray(slot) ? slot : [slot]) {
      if (entry.id !== id) continue;
      this.#ids.remove(entry);
      if (entry.range?.idle !== true) this.#erase(entry);
    }
  }

  done(): IndexState {
    const added = this.#rejectedAdded;
    const ids = this.#ids.done();
    const { suffixes, groups } = this.#starHosts?.done() ?? this.#state;
    return {
      paths: this.#paths.done(),
      ids,
      suffixes,
      groups,
      rejected: added.length === 0 ? this.#rejected : [...this.#rejected, ...added],
      size: ids.size,
    };
  }

  #insert(entry: Entry): void {
    const host = this.#countedHost(entry);
    if (host.below === 0 && entry.hostLiterals >= 0) this.#editStarHosts().add(entry);
    host.below++;
    host.depths |= depthsOf(entry);
    this.#countPartial(entry, 1);

    const { canonical, hash, literalEnd } = entry;
    const node = this.#nodeAt(canonical, literalEnd, hash);
    if (node === null) {
      this.#paths.add(entry);
    } else {
      const entries = insertSorted(entriesAt(node), entry);
      this.#paths.replace(node, this.#shared(node, { entries }));
    }
  }

  #erase(entry: Entry): void {
    const { canonical, hash, literalEnd } = entry;
    const node = this.#nodeAt(canonical, literalEnd, hash);
    if (node !== null) {
      const entries = entriesAt(node).filter((other) => other !== entry);
      this.#replaceOrRemove(node, this.#shared(node, { entries }));
    }
    this.#countPartial(entry, -1);

    const host = this.#countedHost(entry);
    host.below--;
    if (host.below > 0) return;
    if (entry.hostLiterals >= 0) this.#editStarHosts().remove(entry);
    this.#replaceOrRemove(host, host);
  }

  /** The node of the entry's host, new or this edit's own, so that its counts may be changed. */
  #countedHost(entry: Entry): SharedNode {
    const { canonical, hostLength } = entry;
    const literalEnd = hostLength + 1;
    const hash = hashText(canonical, 0, literalEnd, HASH_START);
    const node = this.#nodeAt(canonical, literalEnd, hash);
    if (node?.kind === SHARED && node.owner === this.#owner) return node;
    const shared = this.#shared(node ?? { hash, canonical, literalEnd }, {});
    if (node === null) this.#paths.add(shared);
    else this.#paths.replace(node, shared);
    return shared;
  }

  /** Tells the node before the last slash of the literal text how far the text goes on. */
  #countPartial(entry: Entry, change: 1 | -1): void {
    if (entry.kind !== 2) return;
    const { canonical, hostLength } = entry;
    const slash = canonical.lastIndexOf("/", entry.literalEnd - 1);
    const literalEnd = slash === hostLength ? slash + 1 : slash;
    const length = entry.literalEnd - literalEnd;
    if (length === 0) return;
    const hash = hashText(canonical, 0, literalEnd, HASH_START);
    const node = this.#nodeAt(canonical, literalEnd, hash);
    const known = node?.kind === SHARED ? node.partials : NONE;
    const partials = countedPartials(known, length, change);
    const shared = this.#shared(node ?? { hash, canonical, literalEnd }, { partials });
    if (node === null) this.#paths.add(shared);
    else this.#replaceOrRemove(node, shared);
  }

  /** The node as one that several share and that is this edit's own, with some of it changed. */
  #shared(
    node: PathNode | Pick<PathNode, "hash" | "canonical" | "literalEnd">,
    change: { readonly entries?: readonly Entry[]; readonly partials?: readonly Partial[] },
  ): SharedNode {
    const { hash, canonical, literalEnd } = node;
    const known = "kind" in node && node.kind === SHARED ? node : null;
    const own = "kind" in node && node.kind !== SHARED ? [node] : NONE;
    return {
      hash,
      canonical,
      literalEnd,
      kind: SHARED,
      depths: known?.depths ?? 0,
      entries: change.entries ?? known?.entries ?? own,
      partials: change.partials ?? known?.partials ?? NONE,
      below: known?.below ?? 0,
      owner: this.#owner,
    };
  }

  #replaceOrRemove(node: PathNode, shared: SharedNode): void {
    const { entries, partials, below } = shared;
    if (entries.length === 0 && partials.length === 0 && below === 0) this.#paths.remove(node);
    else if (node !== shared) this.#paths.replace(node, shared);
  }

  #editStarHosts(): StarHostEdit {
    this.#starHosts ??= new StarHostEdit(this.#state);
    return this.#starHosts;
  }

  #nodeAt(text: string, length: number, hash: number): PathNode | null {
    const literal = text.slice(0, length);
    return nodeIn(
      this.#paths.table,
      hash,
      (node) =>
        node.hash === hash &&
        node.literalEnd === length &&
        node.canonical.slice(0, length) === literal,
    );
  }
}

function literalHash({ hash }: PathNode): number {
  return hash;
}

function entryIdHash({ id }: Entry): number {
  return idHash(id);
}

function idHash(id: string): number {
  return hashText(id, 0, id.length, HASH_START);
}

function insertSorted(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareEntries(entries[middle] as Entry, entry) <= 0) low = middle + 1;
    else high = middle;
  }
  return entries.toSpliced(low, 0, entry);
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
