import {
  checkSecret,
  checkSettings,
  type FieldStep,
  type Notice,
  type RegistryType,
  secretFieldsOf,
  type Settings,
} from "@berth/registry-catalog";
import { type ReactNode, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useServerIdentity } from "#src/api/server-identity.ts";
import { filledSettings, type RegistryFormValues } from "./form-values.ts";
import { RegistryFormContext, useSettingsNow } from "./registry-form-context.ts";
import { SecretField } from "./secret-field.tsx";
import { SettingField } from "./setting-field.tsx";

/** Gives the fields inside it what the registry's type knows of them all together. */
export function RegistryFormFrame({
  type,
  onChangeType,
  children,
}: {
  type: RegistryType;
  onChangeType?: ((slug: string) => void) | undefined;
  children: ReactNode;
}) {
  const { control } = useFormContext<RegistryFormValues>();
  const [settings, secret] = useWatch({ control, name: comparedFields });
  const serverRole = useServerIdentity(type)?.use ?? null;
  const frame = useMemo(
    () => ({ type, onChangeType, serverRole, notices: noticesTogether(type, settings, secret) }),
    [type, onChangeType, serverRole, settings, secret],
  );
  return <RegistryFormContext value={frame}>{children}</RegistryFormContext>;
}

/** The settings that belong to a step, as far as the others give them a meaning. */
export function SettingFields({ type, step }: { type: RegistryType; step: FieldStep }) {
  const settings = useSettingsNow() as Settings;
  return type.settings
    .filter((setting) => setting.step === step && !setting.supplied && setting.applies(settings))
    .map((setting) => <SettingField key={setting.name} setting={setting} />);
}

/** The sealed fields that these settings ask for. */
export function SecretFields({ type }: { type: RegistryType }) {
  const settings = useSettingsNow() as Settings;
  return secretFieldsOf(type, settings).map((sealed) => (
    <SecretField key={sealed.name} sealed={sealed} />
  ));
}

/** Remarks that rest on several fields. Only complete settings have any; half a form is not talked about. */
function noticesTogether(
  type: RegistryType,
  settings: Record<string, unknown>,
  secret: Record<string, string>,
): readonly Notice[] {
  const checked = checkSettings(type, filledSettings(type, settings));
  if (!checked.ok) return [];
  const together = type.checkTogether(checked.settings).notices;
  const sealed = checkSecret(type, checked.settings, secret);
  const access = sealed.ok ? type.checkAccess(sealed.settings, sealed.secret).notices : [];
  return [...together, ...access];
}

// Outside the component: a new list at each render would subscribe anew each time.
const comparedFields = ["settings", "secret"] as const;
