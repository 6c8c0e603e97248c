import { type RegistryType, secretFieldsOf, type Settings } from "@berth/registry-catalog";
import { type Control, useWatch } from "react-hook-form";
import type { RegistryFormValues } from "./form-values.ts";

/** Whether the way of signing in that is chosen now has a secret at all; a role has none. */
export function useStoresSecret(
  type: RegistryType,
  control: Control<RegistryFormValues, unknown, RegistryFormValues>,
): boolean {
  const settings = useWatch({ control, name: "settings" }) as Settings;
  return secretFieldsOf(type, settings).length > 0;
}
