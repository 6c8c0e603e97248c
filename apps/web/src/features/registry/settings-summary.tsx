import type { RegistryView } from "@berth/api-contract";
import { registryType, type Settings } from "@berth/registry-catalog";
import { settingText } from "#src/domain-ui/registry-form/setting-text.ts";
import { KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";

/** The settings as their type names them. */
export function SettingsSummary({ registry }: { registry: RegistryView }) {
  const type = registryType(registry.type);
  if (!type || registry.settings === null) {
    return <p className="text-muted">This version of the console doesn't know this type.</p>;
  }
  const settings = registry.settings as Settings;
  const items = type.settings
    .filter((setting) => setting.applies(settings) && settings[setting.name] !== undefined)
    .map((setting) => {
      const { text, mono } = settingText(setting, settings[setting.name]);
      return { label: setting.label, value: mono ? <MonoText>{text}</MonoText> : text };
    });
  return (
    <KeyValueList
      items={[
        ...items,
        {
          label: "Test image",
          value:
            registry.testImage === null ? (
              <span className="text-muted">None</span>
            ) : (
              <MonoText>{registry.testImage}</MonoText>
            ),
        },
      ]}
    />
  );
}
