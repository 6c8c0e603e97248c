import type { HealthChange } from "../rows.ts";

export type HealthStore = {
  /** Changes since a moment, oldest first, and before them the last one earlier than that. */
  changes(organizationId: string, registryId: string, since: number): Promise<HealthChange[]>;
};
