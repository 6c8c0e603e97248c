import {
  checkPatternFor,
  checkSecret,
  checkSettings,
  checkStep,
  type FieldStep,
  type Issue,
  type RegistryType,
  type ServerRoleUse,
  type Settings,
} from "@berth/registry-catalog";
import { filledSettings, type RegistryFormValues } from "./form-values.ts";
import { checkTestImage } from "./test-image.ts";

/** What is wrong with the answers to "Where is it?", the test image included. */
export function whereIssues(type: RegistryType, values: RegistryFormValues): Issue[] {
  const { settings, issues } = checkStep(type, "where", filledSettings(type, values.settings));
  if (issues.length > 0) return [...issues];
  const together = type.checkTogether(settings).issues;
  const image = checkTestImage(type, settings, values.testImage);
  const { ok, ...problem } = image;
  return ok
    ? [...together]
    : [...together, { path: "testImage", ...(problem as Omit<Issue, "path">) }];
}

export function createIssues(type: RegistryType, values: RegistryFormValues): Issue[] {
  return [...checkStep(type, "create", filledSettings(type, values.settings)).issues];
}

/** What is wrong with identity and secret. The secret is looked at only in the light of settings that are fine. */
export function pasteIssues(type: RegistryType, values: RegistryFormValues): Issue[] {
  const input = filledSettings(type, values.settings);
  const { issues } = checkStep(type, "paste", input);
  const settings = checkSettings(type, input);
  const sealed = settings.ok ? checkSecret(type, settings.settings, values.secret) : null;
  return [...issues, ...(sealed === null || sealed.ok ? [] : sealed.issues)];
}

/** What the operator's word on the server's own role says against the answers to one step. */
export function serverRoleIssues(
  type: RegistryType,
  values: RegistryFormValues,
  use: ServerRoleUse | null,
  step: FieldStep,
): Issue[] {
  const settings = filledSettings(type, values.settings) as Settings;
  const issues = use === null ? [] : (type.checkServerRole?.(settings, use) ?? []);
  return issues.filter(({ path }) =>
    type.settings.some((field) => field.step === step && path === `settings.${field.name}`),
  );
}

export function patternIssues(type: RegistryType, values: RegistryFormValues): Issue[] {
  if (values.patterns.length === 0) {
    return [{ path: "patterns", code: "required", message: "Add at least one pattern." }];
  }
  const checked = checkSettings(type, filledSettings(type, values.settings));
  const owner = checked.ok
    ? { type, settings: checked.settings, hostRule: checked.hostRule }
    : { type, hostRule: null };
  return values.patterns.flatMap(({ text }, index) => {
    const path = `patterns.${index}.text`;
    if (text.trim() === "") {
      return [{ path, code: "required", message: `Enter pattern ${index + 1}, or remove it.` }];
    }
    const result = checkPatternFor(owner, text);
    return result.ok ? [] : [{ path, code: result.code, message: result.message, at: result.at }];
  });
}
