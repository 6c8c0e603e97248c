import {
  type ExpiryReading,
  type RegistryType,
  secretFieldsOf,
  type Settings,
} from "@berth/registry-catalog";
import { useMemo } from "react";
import { type Control, useWatch } from "react-hook-form";
import { useNow } from "#src/lib/use-now.ts";
import type { RegistryFormValues } from "./form-values.ts";

/** What the secret in the form says of its own end; null until there is one. */
export function useExpiryReading(
  type: RegistryType,
  control: Control<RegistryFormValues, unknown, RegistryFormValues>,
): ExpiryReading | null {
  const [settings, secret] = useWatch({ control, name: readFields });
  const now = useNow();
  return useMemo(
    () =>
      secretFieldsOf(type, settings as Settings).length === 0 ||
      Object.values(secret).some((value) => value.trim() !== "")
        ? type.expiry(trimmed(secret), settings as Settings, now)
        : null,
    [type, settings, secret, now],
  );
}

function trimmed(secret: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(secret).map(([name, value]) => [name, value.trim()]));
}

// Outside the component: a new list at each render would subscribe anew each time.
const readFields = ["settings", "secret"] as const;
