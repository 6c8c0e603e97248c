import {
  type RegistryType,
  secretFieldsOf,
  type SettingField,
  type Settings,
  type SettingValue,
} from "@berth/registry-catalog";
import { type Control, useWatch } from "react-hook-form";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import { settingText } from "#src/domain-ui/registry-form/setting-text.ts";
import { formatEndDay } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { type KeyValue, KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";

/** All answers to look over, each with the way back to it. Of the secret only that there is one. */
export function SetupSummary({
  type,
  control,
  onGoToField,
}: {
  type: RegistryType;
  control: Control<RegistryFormValues, unknown, RegistryFormValues>;
  onGoToField: (path: string) => void;
}) {
  const [settings, secret, testImage, expiryDay] = useWatch({
    control,
    name: summarized,
  });
  const known = settings as Settings;
  const line = (label: string, path: string, value: KeyValue["value"]): KeyValue => ({
    label,
    value,
    action: <Change label={label} onClick={() => onGoToField(path)} />,
  });
  const items: KeyValue[] = type.settings
    .filter((setting) => setting.applies(known) && !setting.supplied)
    .filter((setting) => isAnswered(setting, known))
    .map((setting) =>
      line(
        setting.label,
        `settings.${setting.name}`,
        <Answer setting={setting} settings={known} />,
      ),
    );
  for (const sealed of type.secretFields.filter((field) => field.applies(known))) {
    items.push(
      line(
        sealed.label,
        `secret.${sealed.name}`,
        secret[sealed.name] ? "Pasted, not shown" : <span className="text-muted">Missing</span>,
      ),
    );
  }
  if (secretFieldsOf(type, known).length > 0) {
    items.push(
      line(
        "Ends on",
        "expiryDay",
        expiryDay === "" ? (
          <span className="text-muted">No date known</span>
        ) : (
          formatEndDay(Date.parse(expiryDay))
        ),
      ),
    );
  }
  if (testImage !== "") {
    items.push(line("Test image", "testImage", <MonoText>{testImage}</MonoText>));
  }
  return <KeyValueList items={items} />;
}

function Change({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="small" variant="quiet" onClick={onClick}>
      Change<span className="sr-only"> {label}</span>
    </Button>
  );
}

function Answer({ setting, settings }: { setting: SettingField; settings: Settings }) {
  const { text, mono } = settingText(setting, settings[setting.name]);
  return mono ? <MonoText>{text}</MonoText> : text;
}

function isAnswered(setting: SettingField, settings: Settings): boolean {
  const value: SettingValue | undefined = settings[setting.name];
  return !(
    value === undefined ||
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

// Outside the component: a new list at each render would subscribe anew each time.
const summarized = ["settings", "secret", "testImage", "expiryDay"] as const;
