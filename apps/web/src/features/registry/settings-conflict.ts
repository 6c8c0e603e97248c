import type { RegistryView } from "@berth/api-contract";
import type { RegistryType, Settings, SettingValue } from "@berth/registry-catalog";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import { settingText } from "#src/domain-ui/registry-form/setting-text.ts";
import type { ConflictRow } from "#src/domain-ui/conflict-panel.tsx";

/** Where the form and the saved registry differ, value beside value. */
export function settingsConflict(
  type: RegistryType,
  values: RegistryFormValues,
  theirs: RegistryView,
): ConflictRow[] {
  const saved = (theirs.settings ?? {}) as Settings;
  const rows: ConflictRow[] = [];
  const add = (label: string, mine: string, other: string) => {
    if (mine !== other) rows.push({ label, mine, theirs: other });
  };
  for (const setting of type.settings) {
    const mine = values.settings[setting.name] as SettingValue | undefined;
    add(
      setting.label,
      settingText(setting, isBlank(mine) ? undefined : mine).text,
      settingText(setting, isBlank(saved[setting.name]) ? undefined : saved[setting.name]).text,
    );
  }
  add("Test image", values.testImage || "None", theirs.testImage ?? "None");
  add(
    "Patterns",
    values.patterns.map(({ text }) => text).join(", "),
    theirs.patterns.map(({ text }) => text).join(", "),
  );
  return rows;
}

function isBlank(value: SettingValue | undefined): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
