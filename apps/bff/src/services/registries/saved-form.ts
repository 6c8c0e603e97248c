import type { Registry } from "../../store/rows.ts";
import type { PlainForm } from "./form.ts";
import { requireType } from "./registry-type.ts";
import { settingsOf } from "./settings-of.ts";

/**
 * The settings of a saved registry, which were checked when they were stored. Where its secret may go is
 * read from the settings, because the secret is bound to them: the stored host rule is not, and whoever
 * can write to the database could widen it.
 */
export function savedForm(registry: Registry): PlainForm {
  const type = requireType(registry.type);
  const settings = settingsOf(registry);
  return { type, settings, hostRule: type.hostRule(settings) ?? { kind: "exact", hosts: [] } };
}
