import type { SettingField, SettingValue } from "@berth/registry-catalog";
import { certificatesIn } from "@berth/registry-catalog";
import { withoutMarks } from "#src/ui/marked-text.tsx";

/** A setting's value for reading: the label of a choice, the subjects of certificates, or the text as it is. */
export function settingText(
  setting: SettingField,
  value: SettingValue | undefined,
): { text: string; mono: boolean } {
  if (value === undefined || value === "") return { text: "Not set", mono: false };
  if (typeof value === "boolean") return { text: value ? "Yes" : "No", mono: false };
  if (typeof value !== "string") return { text: value.join(", "), mono: true };
  if (setting.kind === "pem") {
    const names = certificatesIn(value).map(({ subject }) => subject);
    return { text: names.length === 0 ? "A certificate" : names.join(", "), mono: false };
  }
  const option = setting.options?.find((one) => one.value === value);
  if (option && setting.kind !== "text") return { text: withoutMarks(option.label), mono: false };
  return { text: value, mono: true };
}
