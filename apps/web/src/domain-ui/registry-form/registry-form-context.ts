import {
  applyFix,
  type Fix,
  type Notice,
  type RegistryType,
  type ServerRoleUse,
} from "@berth/registry-catalog";
import { createContext, useContext } from "react";
import { type UseFormReturn, useFormContext, useWatch } from "react-hook-form";
import { fieldId } from "#src/forms/field-id.ts";
import type { RegistryFormValues } from "./form-values.ts";

/** What every field of a registry's form needs to know of the others. */
export interface RegistryFormFrame {
  type: RegistryType;
  /** Remarks that rest on several fields together, by the field they belong to. */
  notices: readonly Notice[];
  /** How far the operator lets the server's own role be used; null where that isn't known or doesn't matter. */
  serverRole: ServerRoleUse | null;
  /** Starts again with another type, keeping what was typed; missing where the type is settled. */
  onChangeType?: ((slug: string) => void) | undefined;
}

export const RegistryFormContext = createContext<RegistryFormFrame | null>(null);

export function useRegistryForm(): RegistryFormFrame {
  const frame = useContext(RegistryFormContext);
  if (!frame) throw new Error("This field stands outside a registry's form.");
  return frame;
}

/** The settings as they stand in the form now. */
export function useSettingsNow(): Record<string, unknown> {
  const { control } = useFormContext<RegistryFormValues>();
  return useWatch({ control, name: "settings" });
}

/** Carries out a fix on the form and moves the focus to the field that it changed. */
export function useApplyFix(formId: string): (fix: Fix) => void {
  const form = useFormContext<RegistryFormValues>();
  const { onChangeType } = useRegistryForm();
  return (fix) => {
    if (fix.kind === "type") {
      onChangeType?.(fix.type);
      return;
    }
    const changed = changeForm(form, fix);
    const first = changed[0];
    if (first === undefined) return;
    // A fix of another step's field takes its own button away; the heading is where reading goes on.
    const heading = document.querySelector<HTMLElement>("main h1");
    (document.getElementById(fieldId(formId, first)) ?? heading)?.focus();
  };
}

/** Writes what differs after the fix and returns the paths of those fields. */
function changeForm(form: UseFormReturn<RegistryFormValues>, fix: Fix): string[] {
  const { settings, secret } = form.getValues();
  const next = applyFix(fix, { settings, secret });
  const changed: string[] = [];
  for (const [name, value] of Object.entries(next.settings)) {
    if (value === settings[name]) continue;
    const path = `settings.${name}` as const;
    form.setValue(path, value, { shouldDirty: true });
    form.clearErrors(path);
    changed.push(path);
  }
  for (const [name, value] of Object.entries(next.secret)) {
    if (value === secret[name]) continue;
    const path = `secret.${name}` as const;
    form.setValue(path, value, { shouldDirty: true });
    form.clearErrors(path);
    changed.push(path);
  }
  return changed;
}
