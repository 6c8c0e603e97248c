import type { Registry } from "../../store/rows.ts";
import type { PlainForm } from "./form.ts";
import { savedForm } from "./saved-form.ts";

/** Whether workers sign in with a role of their own: then nothing is stored, and only they can check it. */
export function isSignedInToByWorkers(registry: Registry): boolean {
  return signsWorkersIn(savedForm(registry));
}

/** The same of settings that are not saved yet. */
export function signsWorkersIn({ type, settings }: Pick<PlainForm, "type" | "settings">): boolean {
  return type.ownRole?.(settings) === "worker";
}

/** Where a check of it has to run. */
export function checkedOn(registry: Registry): "server" | "worker" {
  return isSignedInToByWorkers(registry) ? "worker" : "server";
}
