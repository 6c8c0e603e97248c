import type { RegistryTypeSlug } from "@berth/api-contract";
import type { PersonRef, Settings } from "./reference.ts";

/** What was answered so far in the setup of a registry. Never holds a secret. */
export type DraftAnswers = {
  settings: Settings;
  testImage: string;
  name: string;
  patterns: readonly string[];
  handOutStored: boolean;
  expiryDay: string | null;
  step: number;
};

export type Draft = {
  id: string;
  organizationId: string;
  type: RegistryTypeSlug;
  answers: DraftAnswers;
  version: number;
  createdAt: number;
  createdBy: PersonRef | null;
  updatedAt: number;
  updatedBy: PersonRef | null;
};
