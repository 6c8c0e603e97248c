import type { GuideBlock, GuideStepId, RegistryType, Settings } from "@berth/registry-catalog";
import { type Control, useWatch } from "react-hook-form";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";

/** The guidance of a step, with the values as they stand in the form now. */
export function useGuide(
  type: RegistryType,
  control: Control<RegistryFormValues, unknown, RegistryFormValues>,
  step: GuideStepId,
): readonly GuideBlock[] {
  const settings = useWatch({ control, name: "settings" });
  return type.guide(settings as Settings).find(({ id }) => id === step)?.blocks ?? [];
}
