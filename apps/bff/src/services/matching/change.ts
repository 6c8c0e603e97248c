import type { RegistryTypeSlug } from "@berth/api-contract";
import { checkCrowding, type HostRule } from "@berth/image-pattern";
import type { Expectation, PatternEntry, RegistryPattern } from "../../store/rows.ts";
import { indexOf, type OrganizationIndex } from "./organization-index.ts";

/** A registry's patterns as they would be. `id` is that of a saved registry, or one made up for the moment. */
export type RegistryChange = {
  id: string;
  name: string;
  type: RegistryTypeSlug;
  hostRule: HostRule;
  paused: boolean;
  patterns: readonly Pick<RegistryPattern, "id" | "canonical">[];
};

export type IndexPair = {
  before: OrganizationIndex;
  after: Pick<OrganizationIndex, "index" | "entries">;
};

/** The index as it is and as it would be. A pattern that stays keeps its id. */
export function changedIndex(before: OrganizationIndex, change: RegistryChange): IndexPair {
  const others = [...before.entries.values()].filter((entry) => entry.registryId !== change.id);
  const standing = [...before.entries.values()].filter((entry) => entry.registryId === change.id);
  const old = new Map(standing.map((entry) => [entry.pattern, entry.id]));
  const servesHostOnly = standing[0]?.servesHostOnly ?? false;
  const own = change.patterns.map(({ id, canonical }): PatternEntry => ({
    id: old.get(canonical) ?? id,
    pattern: canonical,
    hosts: change.hostRule,
    registryId: change.id,
    registryName: change.name,
    registryType: change.type,
    paused: change.paused,
    servesHostOnly,
  }));
  return { before, after: indexOf([...others, ...own], before) };
}

/** The index as it would be without a registry. */
export function indexWithout(before: OrganizationIndex, registryId: string): IndexPair {
  const others = [...before.entries.values()].filter((entry) => entry.registryId !== registryId);
  return { before, after: indexOf(others, before) };
}

export function winnerIn(
  { index, entries }: Pick<OrganizationIndex, "index" | "entries">,
  image: string,
): PatternEntry | null {
  const found = index.find(image);
  return found === null ? null : (entries.get(found.id) ?? null);
}

export type BrokenExpectation = { expectation: Expectation; after: PatternEntry | null };

/** Expectations that hold now and would not hold any more. */
export function brokenExpectations(
  { before, after }: IndexPair,
  expectations: readonly Expectation[],
): BrokenExpectation[] {
  return expectations.flatMap((expectation) => {
    const { image, registryId } = expectation;
    if (winnerIn(before, image)?.registryId !== registryId) return [];
    const winner = winnerIn(after, image);
    return winner?.registryId === registryId ? [] : [{ expectation, after: winner }];
  });
}

/** The first pattern that would stand in a crowd, with what to do about it; null where there is room. */
export function crowdedPattern(
  { before }: IndexPair,
  change: RegistryChange,
): { index: number; message: string } | null {
  const own = [...before.entries.values()].filter((entry) => entry.registryId === change.id);
  let others = before.index.update({ remove: own.map((entry) => entry.id) });
  for (const [index, { id, canonical }] of change.patterns.entries()) {
    const room = checkCrowding(others, canonical);
    if (!room.ok) return { index, message: room.message };
    others = others.update({ add: [{ id, pattern: canonical, hosts: change.hostRule }] });
  }
  return null;
}
