import type { SecretField } from "./field.ts";
import type { Issue, Notice } from "./issue.ts";
import type { RegistryType } from "./registry-type.ts";
import { dayInWords } from "./text/date.ts";
import type { SecretValues, Settings } from "./values.ts";

export type SecretResult =
  | {
      readonly ok: true;
      /** Canonical: what to seal. */
      readonly secret: SecretValues;
      /** The settings to store with it: those given, and public facts read from the secret. */
      readonly settings: Settings;
      readonly notices: readonly Notice[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[]; readonly notices: readonly Notice[] };

/**
 * Checks a secret offline, together with settings that have passed `checkSettings`.
 * Issues never repeat any part of the secret. `nowMs` is milliseconds since the epoch.
 */
export function checkSecret(
  type: RegistryType<string>,
  settings: Settings,
  input: Readonly<Record<string, unknown>>,
  nowMs: number = Date.now(),
): SecretResult {
  const issues: Issue[] = unknownFields(type, input);
  const notices: Notice[] = [];
  const secret: Record<string, string> = {};
  for (const field of secretFieldsOf(type, settings)) {
    const path = `secret.${field.name}`;
    const value = Object.hasOwn(input, field.name) ? input[field.name] : "";
    if (typeof value !== "string") {
      issues.push({ path, code: "not-text", message: `${field.label} must be text.` });
      continue;
    }
    const result = field.check(value, settings);
    if (!result.ok) {
      const { ok: _, ...problem } = result;
      issues.push({ path, ...problem });
    } else if (result.value === undefined) {
      issues.push({ path, code: "required", message: `${field.label}: nothing was pasted yet.` });
    } else {
      secret[field.name] = result.value;
      notices.push(...result.notices.map((notice) => ({ path, ...notice })));
    }
  }
  if (issues.length > 0) return { ok: false, issues, notices };
  const access = type.checkAccess(settings, secret);
  notices.push(...access.notices);
  if (access.issues.length > 0) return { ok: false, issues: access.issues, notices };
  const expired = expiredIssue(type, settings, secret, nowMs);
  if (expired !== null) return { ok: false, issues: [expired], notices };
  return { ok: true, secret, settings: { ...settings, ...access.settings }, notices };
}

/** A secret that says of itself that it has ended can't work, so nothing is sent. */
function expiredIssue(
  type: RegistryType<string>,
  settings: Settings,
  secret: SecretValues,
  nowMs: number,
): Issue | null {
  const [field] = secretFieldsOf(type, settings);
  if (field === undefined) return null;
  const expiry = type.expiry(secret, settings, nowMs);
  if (expiry.source !== "read" || expiry.at === null || expiry.at > nowMs) return null;
  const message = `This token expired on ${dayInWords(expiry.at)}. Create a new one.`;
  return { path: `secret.${field.name}`, code: "expired", message };
}

/** The sealed fields that these settings ask for; none where nothing is stored. */
export function secretFieldsOf(
  type: RegistryType<string>,
  settings: Settings,
): readonly SecretField[] {
  return type.secretFields.filter((field) => field.applies(settings));
}

function unknownFields(
  type: RegistryType<string>,
  input: Readonly<Record<string, unknown>>,
): Issue[] {
  const names = new Set(type.secretFields.map((field) => field.name));
  // The name is not repeated: a secret pasted into the wrong place of a request can end up as a key.
  return Object.keys(input).every((name) => names.has(name))
    ? []
    : [
        {
          path: "secret",
          code: "unknown-field",
          message: "There is no secret field of this name.",
        },
      ];
}
