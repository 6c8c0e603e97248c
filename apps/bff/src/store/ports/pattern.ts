import type { PatternEntry } from "../rows.ts";

export type PatternStore = {
  /** Every pattern of the organization, paused registries' included, and the revision it stands for. */
  entries(organizationId: string): Promise<{ revision: number; entries: PatternEntry[] }>;
  /** Rises with every change that could alter a match; 0 before the first. */
  revision(organizationId: string): Promise<number>;
  /** What was in force at a moment, under the names of that moment. */
  historyAt(organizationId: string, at: number): Promise<PatternEntry[]>;
};
