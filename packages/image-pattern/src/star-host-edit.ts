import type { Entry } from "./entry.ts";
import { HASH_START, hashNext, hashText } from "./hash.ts";
import { hostGlob } from "./host-glob.ts";
import type { GroupNode, IndexState, StarHost, StarShape, SuffixNode } from "./index-state.ts";
import { nodeIn, TableEdit } from "./node-table.ts";
import { hashBack, starEnds } from "./star-ends.ts";

/** Keeps the directory of hosts with stars in step with the patterns. */
export class StarHostEdit {
  readonly #suffixes: TableEdit<SuffixNode>;
  readonly #groups: TableEdit<GroupNode>;

  constructor(state: IndexState) {
    this.#suffixes = new TableEdit(state.suffixes, ({ hash }) => hash);
    this.#groups = new TableEdit(state.groups, ({ hash }) => hash);
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
    const { hash, ends, known } = this.#group(host);
    if (known === null) {
      this.#countShape(host, 1);
      this.#groups.add({ hash, ends, hosts: [star] });
    } else {
      this.#groups.replace(known, { hash, ends, hosts: [...known.hosts, star] });
    }
  }

  remove(entry: Entry): void {
    const host = entry.canonical.slice(0, entry.hostLength);
    const { hash, ends, known } = this.#group(host);
    if (known === null) return;
    const hosts = known.hosts.filter((star) => star.text !== host);
    if (hosts.length > 0) {
      this.#groups.replace(known, { hash, ends, hosts });
    } else {
      this.#groups.remove(known);
      this.#countShape(host, -1);
    }
  }

  done(): Pick<IndexState, "suffixes" | "groups"> {
    return { suffixes: this.#suffixes.done(), groups: this.#groups.done() };
  }

  #group(host: string): { hash: number; ends: string; known: GroupNode | null } {
    const { head, tailStart } = starEnds(host);
    const ends = `${host.slice(0, head)}*${host.slice(tailStart)}`;
    const hash = hashText(ends, 0, ends.length, HASH_START);
    const known = nodeIn(this.#groups.table, hash, (node) => node.ends === ends);
    return { hash, ends, known };
  }

  #countShape(host: string, change: 1 | -1): void {
    const { head, tailStart, suffixStart } = starEnds(host);
    const suffix = host.slice(suffixStart);
    const hash = hashBack(suffix, 0, suffix.length, HASH_START);
    const known = nodeIn(this.#suffixes.table, hash, (node) => node.suffix === suffix);
    const shapes = countedShapes(known?.shapes ?? [], head, suffixStart - tailStart, change);
    if (known === null) this.#suffixes.add({ hash, suffix, shapes });
    else if (shapes.length === 0) this.#suffixes.remove(known);
    else this.#suffixes.replace(known, { hash, suffix, shapes });
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
