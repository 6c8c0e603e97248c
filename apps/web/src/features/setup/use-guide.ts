import type { GuideBlock, GuideStepId, RegistryType, Settings } from "@berth/registry-catalog";
import { type Control, useWatch } from "react-hook-form";
import { useServerIdentity } from "#src/api/server-identity.ts";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";

/** The guidance of a step, with the values as they stand in the form now. */
export function useGuide(
  type: RegistryType,
  control: Control<RegistryFormValues, unknown, RegistryFormValues>,
  step: GuideStepId,
): readonly GuideBlock[] {
  const settings = useWatch({ control, name: "settings" });
  const own = useServerIdentity(type);
  const facts = { externalId: own?.externalId, serverArn: own?.arn ?? undefined };
  return type.guide(settings as Settings, facts).find(({ id }) => id === step)?.blocks ?? [];
}
