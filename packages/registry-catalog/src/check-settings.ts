import type { HostRule } from "@berth/image-pattern";
import type { FieldStep, SettingField } from "./field.ts";
import type { FieldResult, Issue, Notice } from "./issue.ts";
import { otherTypeNotices } from "./other-type.ts";
import type { RegistryType } from "./registry-type.ts";
import type { Settings, SettingValue } from "./values.ts";

export type SettingsResult =
  | {
      readonly ok: true;
      /** Canonical: what to store. */
      readonly settings: Settings;
      readonly hostRule: HostRule;
      readonly notices: readonly Notice[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[]; readonly notices: readonly Notice[] };

/**
 * Cleans and checks all settings of a registry. Keys that the type does not know are refused.
 * Settings that a secret supplies later (an e-mail in a key file) may still be missing.
 */
export function checkSettings(
  type: RegistryType<string>,
  input: Readonly<Record<string, unknown>>,
): SettingsResult {
  const checked = checkFields(type, type.settings, input);
  const issues = [...unknownSettings(type, input), ...checked.issues];
  if (issues.length > 0) return { ok: false, issues, notices: checked.notices };
  const together = type.checkTogether(checked.settings);
  const notices = [
    ...checked.notices,
    ...together.notices,
    ...otherTypeNotices(type, checked.settings),
  ];
  if (together.issues.length > 0) return { ok: false, issues: together.issues, notices };
  const hostRule = type.hostRule(checked.settings);
  if (hostRule === null) throw new Error(`complete settings of ${type.slug} give no host rule`);
  return { ok: true, settings: checked.settings, hostRule, notices };
}

export interface StepResult {
  /** Fields of the step that passed, canonical; those that failed are left out. */
  readonly settings: Settings;
  readonly issues: readonly Issue[];
  readonly notices: readonly Notice[];
}

/** Checks the fields of one step of the guided setup, with the other fields as they stand. */
export function checkStep(
  type: RegistryType<string>,
  step: FieldStep,
  input: Readonly<Record<string, unknown>>,
): StepResult {
  const fields = type.settings.filter((field) => field.step === step);
  return checkFields(type, fields, input);
}

/**
 * The settings that a draft may keep: those that pass their check. What stands in the wrong field, a
 * secret pasted as a user name for one, is refused there and therefore never kept.
 */
export function draftSettings(
  type: RegistryType<string>,
  input: Readonly<Record<string, unknown>>,
): Settings {
  return checkFields(type, type.settings, input).settings;
}

/** Checks one field, as on leaving it. */
export function checkField(
  field: SettingField,
  input: unknown,
  settings: Settings,
): FieldResult<SettingValue> {
  const result = field.check(input, settings);
  if (result.ok && result.value === undefined && field.required) {
    return { ok: false, code: "required", message: `Enter the ${inSentence(field.label)}.` };
  }
  return result;
}

/** A registry's settings as a new form shows them. */
export function initialSettings(type: RegistryType<string>): Settings {
  return Object.fromEntries(
    type.settings.flatMap((field) =>
      field.initial === undefined ? [] : [[field.name, field.initial]],
    ),
  );
}

function checkFields(
  type: RegistryType<string>,
  fields: readonly SettingField[],
  input: Readonly<Record<string, unknown>>,
): StepResult {
  const settings: Record<string, SettingValue> = {};
  const issues: Issue[] = [];
  const notices: Notice[] = [];
  // Fields are declared so that one whose meaning depends on another stands behind it.
  const around: Record<string, SettingValue> = knownSettings(type, input);
  for (const field of fields) {
    const path = `settings.${field.name}`;
    if (!field.applies(around)) {
      delete around[field.name];
      continue;
    }
    const result = checkField(field, ownValue(input, field.name) ?? field.initial, around);
    if (!result.ok) {
      const { ok: _, ...problem } = result;
      issues.push({ path, ...problem });
      continue;
    }
    notices.push(...result.notices.map((notice) => ({ path, ...notice })));
    if (result.value === undefined) {
      delete around[field.name];
      continue;
    }
    settings[field.name] = result.value;
    around[field.name] = result.value;
  }
  return { settings, issues, notices };
}

function knownSettings(
  type: RegistryType<string>,
  input: Readonly<Record<string, unknown>>,
): Record<string, SettingValue> {
  const known: Record<string, SettingValue> = {};
  for (const { name, initial } of type.settings) {
    const value = ownValue(input, name) ?? initial;
    if (isSettingValue(value)) known[name] = value;
  }
  return known;
}

function unknownSettings(
  type: RegistryType<string>,
  input: Readonly<Record<string, unknown>>,
): Issue[] {
  const names = new Set(type.settings.map((field) => field.name));
  return Object.keys(input)
    .filter((name) => !names.has(name))
    .map((name) => ({
      path: `settings.${name.slice(0, 64)}`,
      code: "unknown-setting",
      message: "There is no setting of this name.",
    }));
}

function ownValue(input: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(input, name) ? (input[name] ?? undefined) : undefined;
}

function isSettingValue(value: unknown): value is SettingValue {
  return (
    typeof value === "string" ||
    typeof value === "boolean" ||
    (Array.isArray(value) && value.every((item) => typeof item === "string"))
  );
}

/** "Host" becomes "host"; "CA certificate" stays. */
function inSentence(label: string): string {
  return /^[A-Z][a-z ]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
