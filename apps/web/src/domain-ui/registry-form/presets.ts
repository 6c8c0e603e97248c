import type { RegistryType, SettingValue } from "@berth/registry-catalog";

/**
 * What choosing `value` in the field `name` fills in, where that field chooses a preset. What a person typed stays;
 * what another preset had filled in is replaced or emptied.
 */
export function presetChange(
  type: RegistryType,
  name: string,
  value: unknown,
  settings: Readonly<Record<string, unknown>>,
): Record<string, SettingValue> {
  const { presets } = type;
  const chosen = presets.find((preset) => preset.settings[name] === value);
  if (!chosen || !presets.every((preset) => name in preset.settings)) return {};
  const change: Record<string, SettingValue> = {};
  const filledByPresets = new Set(presets.flatMap((preset) => Object.keys(preset.settings)));
  for (const key of filledByPresets) {
    if (key === name) continue;
    const current = settings[key];
    const untouched =
      current === undefined ||
      current === "" ||
      presets.some((preset) => preset.settings[key] === current);
    const next = chosen.settings[key] ?? "";
    if (untouched && next !== (current ?? "")) change[key] = next;
  }
  return change;
}
