import type { Pasted, RegistryType } from "@berth/registry-catalog";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import type { CheckedForm } from "#src/forms/use-checked-form.ts";

/** What is known before the first step: read from a pasted text, or from what was typed for another type. */
export type KnownStart = Pick<Pasted, "settings" | "secret" | "testImage" | "notices" | "readAs">;

/** The answers as they stand, in memory only: they hold the secret. */
export interface KeptAnswers {
  type: string;
  values: RegistryFormValues;
  reached: number;
}

/** What every step gets. */
export interface StepProps {
  org: string;
  type: RegistryType;
  form: CheckedForm<RegistryFormValues, RegistryFormValues>;
  onNext: () => void;
  onBack: () => void;
  onGoToField: (path: string) => void;
  onChangeType: (slug: string) => void;
}
