import type { CheckInput } from "@berth/api-contract";
import type { RegistryType } from "@berth/registry-catalog";
import { filledSecret, filledSettings, type RegistryFormValues } from "./form-values.ts";

/** The check of everything as it stands in a form, before anything of it is saved. */
export function formCheckInput(type: RegistryType, values: RegistryFormValues): CheckInput {
  const name = values.name.trim();
  return {
    subject: "form",
    type: type.slug,
    ...(name === "" ? {} : { name }),
    settings: filledSettings(type, values.settings),
    secret: filledSecret(values.secret),
    image: values.testImage.trim(),
  };
}
