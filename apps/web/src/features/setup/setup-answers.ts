import type { Pasted, RegistryType } from "@berth/registry-catalog";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import type { CheckedForm } from "#src/forms/use-checked-form.ts";
import type { DraftSaver, DraftState } from "./drafts/draft-saver.ts";

/** What is known before the first step: read from a pasted text, or from what was typed for another type. */
export type KnownStart = Pick<Pasted, "settings" | "secret" | "testImage" | "notices" | "readAs">;

/** The answers as they stand, in memory only: they hold the secret. */
export interface KeptAnswers {
  type: string;
  values: RegistryFormValues;
  reached: number;
}

/** The draft under a setup, and what keeps it up to date. */
export interface SetupDraft {
  /** Null until there is one. */
  id: string | null;
  state: DraftState;
  saver: DraftSaver;
  /** Puts what stands in the draft in the place of what is on the page. */
  onReload: () => void;
}

/** What every step gets. */
export interface StepProps {
  org: string;
  type: RegistryType;
  form: CheckedForm<RegistryFormValues, RegistryFormValues>;
  onNext: () => void;
  onBack: () => void;
  /** Keeps the answers and goes to the list of registries; null where there is no draft to keep them in. */
  onExit: (() => void) | null;
  onGoToField: (path: string) => void;
  onChangeType: (slug: string) => void;
}
