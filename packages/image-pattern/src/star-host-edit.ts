import type { Entry } from "./entry.ts";
import { HASH_START, hashNext, hashText } from "./hash.ts";
import { hostGlob } from "./host-glob.ts";
import type { GroupNode, IndexState, StarHost, StarShape, SuffixNode } from "./index-state.ts";
import { TableEdit } from "./node-table.ts";
import { hashBack, starEnds } from "./star-ends.ts";

/** Keeps the directory of hosts with stars in step with the patterns. */
export class StarHostEdit {
  readonly #suffixes: TableEdit<SuffixNode>;
  readonly #groups: TableEdit<GroupNode>;

  constructor(state: IndexState) {
    this.#suffixes = new TableEdit(state.suffixes);
    this.#groups = new TableEdit(state.groups);
  }

  add(entry: Entry): void {
    const host = entry.canonical.slice(0, entry.hostLength);
    const star: StarHost = {
      text: host,
      literals: entry.hostLiterals,
      glob: hostGlob(host),
      prefix: `${host}/`,
      hash: hashNext(hashText(host, 0, host.length, HASH_START), 47),
    };
    const group = this.#group(host);
    if (group.hosts.length === 0) this.#countShape(host, 1);
    this.#groups.put({ ...group, hosts: [...group.hosts, star] });
  }

  remove(entry: Entry): void {
    const host = entry.canonical.slice(0, entry.hostLength);
    const group = this.#group(host);
    const hosts = group.hosts.filter((star) => star.text !== host);
    if (hosts.length > 0) {
      this.#groups.put({ ...group, hosts });
      return;
    }
    this.#groups.drop(group);
    this.#countShape(host, -1);
  }

  done(): Pick<IndexState, "suffixes" | "groups"> {
    return { suffixes: this.#suffixes.done(), groups: this.#groups.done() };
  }

  #group(host: string): GroupNode {
    const ends = starEnds(host);
    const key = `${host.slice(0, ends.head)}*${host.slice(ends.tailStart)}`;
    const hash = hashText(key, 0, key.length, HASH_START);
    return this.#groups.get(hash, key) ?? { hash, key, hosts: [] };
  }

  #countShape(host: string, change: 1 | -1): void {
    const { head, tailStart, suffixStart } = starEnds(host);
    const suffix = host.slice(suffixStart);
    const hash = hashBack(suffix, 0, suffix.length, HASH_START);
    const node = this.#suffixes.get(hash, suffix) ?? { hash, key: suffix, shapes: [] };
    const shapes = countedShapes(node.shapes, head, suffixStart - tailStart, change);
    if (shapes.length === 0) this.#suffixes.drop(node);
    else this.#suffixes.put({ ...node, shapes });
  }
}

function countedShapes(
  shapes: readonly StarShape[],
  head: number,
  tail: number,
  change: 1 | -1,
): readonly StarShape[] {
  const known = shapes.find((shape) => shape.head === head && shape.tail === tail);
  const others = shapes.filter((shape) => shape !== known);
  const count = (known?.count ?? 0) + change;
  return count === 0 ? others : [...others, { head, tail, count }];
}
