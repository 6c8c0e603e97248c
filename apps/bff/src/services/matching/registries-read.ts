import type { Registry } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import type { OrganizationIndex } from "./organization-index.ts";

/** The registries behind some patterns, each read once and only where an answer needs it. */
export type Registries = {
  /** How many have patterns. */
  count: number;
  /** Null where it was deleted since. */
  of(id: string): Promise<Registry | null>;
};

export function createRegistries(
  { store, organization }: Pick<MemberContext, "store" | "organization">,
  entries: OrganizationIndex["entries"],
): Registries {
  const read = new Map<string, Promise<Registry | null>>();
  return {
    count: new Set([...entries.values()].map(({ registryId }) => registryId)).size,
    of(id) {
      const reading = read.get(id) ?? store.registries.get(organization.id, id);
      read.set(id, reading);
      return reading;
    },
  };
}
