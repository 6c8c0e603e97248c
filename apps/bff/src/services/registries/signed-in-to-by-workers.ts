import type { Registry } from "../../store/rows.ts";
import { savedForm } from "./saved-form.ts";

/** Whether workers sign in with a role of their own: then nothing is stored, and only they can check it. */
export function isSignedInToByWorkers(registry: Registry): boolean {
  const { type, settings } = savedForm(registry);
  return type.ownRole?.(settings) === "worker";
}
