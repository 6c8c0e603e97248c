import type { Registry } from "../../store/rows.ts";
import type { PlainForm } from "./form.ts";
import { requireType } from "./registry-type.ts";
import { settingsOf } from "./settings-of.ts";

/** The settings of a saved registry, which were checked when they were stored. */
export function savedForm(registry: Registry): PlainForm {
  const type = requireType(registry.type);
  return { type, settings: settingsOf(registry), hostRule: registry.hostRule };
}
