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

/** Tells whether a form still holds what a check has tried. It holds the secret: keep it in memory only. */
export function checkedKey(type: RegistryType, values: RegistryFormValues): string {
  const { settings, secret } = formCheckInput(type, values) as Extract<
    CheckInput,
    { subject: "form" }
  >;
  return JSON.stringify([type.slug, settings, secret]);
}
