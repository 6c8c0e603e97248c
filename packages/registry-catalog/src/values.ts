/**
 * The public part of a registry as its type's fields describe it: plain JSON, kept readable, shown
 * to support. A setting that was left empty has no key.
 */
export type Settings = Readonly<Record<string, SettingValue>>;
export type SettingValue = string | boolean | readonly string[];

/** The sealed part, by field name. Never part of a message, a notice, a fix or a guide. */
export type SecretValues = Readonly<Record<string, string>>;

/** A text setting, or "" where it is missing or of another kind. */
export function textSetting(settings: Settings, name: string): string {
  const value = settings[name];
  return typeof value === "string" ? value : "";
}

/** A list setting, or an empty list where it is missing or of another kind. */
export function listSetting(settings: Settings, name: string): readonly string[] {
  const value = settings[name];
  return typeof value === "object" ? value : [];
}

/** A checkbox setting; missing means off. */
export function flagSetting(settings: Settings, name: string): boolean {
  return settings[name] === true;
}
