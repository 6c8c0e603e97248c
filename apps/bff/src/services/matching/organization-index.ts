import { createPatternIndex, type PatternIndex } from "@berth/image-pattern";
import type { PatternEntry } from "../../store/rows.ts";
import { createBoundedMap } from "../bounded-map.ts";
import type { PatternStore } from "../../store/ports/pattern.ts";

/** All patterns of an organization as they stood at one revision, ready to be asked. */
export type OrganizationIndex = {
  revision: number;
  index: PatternIndex;
  entries: ReadonlyMap<string, PatternEntry>;
};

export type OrganizationIndexes = {
  /** Never older than the last change that was saved. */
  current(organizationId: string): Promise<OrganizationIndex>;
  /** The entry that serves an image; null where none does or the text is no image. */
  find(organizationId: string, image: string): Promise<PatternEntry | null>;
};

const organizationsMax = 500;

/** Keeps the index of each organization and brings it up to date when its revision has risen. */
export function createOrganizationIndexes(store: PatternStore): OrganizationIndexes {
  const kept = createBoundedMap<OrganizationIndex>(organizationsMax);

  const current = async (organizationId: string): Promise<OrganizationIndex> => {
    const known = kept.get(organizationId);
    if (known !== undefined && known.revision === (await store.revision(organizationId))) {
      return known;
    }
    const { revision, entries } = await store.entries(organizationId);
    const next = { revision, ...indexOf(entries, known) };
    kept.set(organizationId, next);
    return next;
  };

  return {
    current,
    async find(organizationId, image) {
      const { index, entries } = await current(organizationId);
      const found = index.find(image);
      return found === null ? null : (entries.get(found.id) ?? null);
    },
  };
}

/** An index of these entries; what an older one has in common with them is not built again. */
export function indexOf(
  list: readonly PatternEntry[],
  known?: Pick<OrganizationIndex, "index" | "entries">,
): Pick<OrganizationIndex, "index" | "entries"> {
  const entries = new Map(list.map((entry) => [entry.id, entry]));
  if (known === undefined) return { index: createPatternIndex(list), entries };
  const add = list.filter((entry) => !isSame(entry, known.entries.get(entry.id)));
  const remove = [...known.entries.values()]
    .filter((entry) => !isSame(entry, entries.get(entry.id)))
    .map((entry) => entry.id);
  const same = add.length === 0 && remove.length === 0;
  return { index: same ? known.index : known.index.update({ add, remove }), entries };
}

/** Name and pause take no part in matching. */
function isSame(a: PatternEntry, b: PatternEntry | undefined): boolean {
  return (
    b !== undefined &&
    a.pattern === b.pattern &&
    JSON.stringify(a.hosts) === JSON.stringify(b.hosts)
  );
}
