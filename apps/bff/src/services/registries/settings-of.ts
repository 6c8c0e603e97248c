import type { Settings } from "@berth/registry-catalog";
import type { Registry } from "../../store/rows.ts";

/** Settings were canonical when they were stored; the catalog's own type says the same in its words. */
export function settingsOf(registry: Pick<Registry, "settings">): Settings {
  return registry.settings as Settings;
}
