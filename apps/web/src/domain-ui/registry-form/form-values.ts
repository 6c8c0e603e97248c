import {
  initialSettings,
  type FormValues,
  type RegistryType,
  type Settings,
} from "@berth/registry-catalog";
import type { FieldPath, FieldErrors } from "react-hook-form";
import { set } from "react-hook-form";

/** What stands in the form of a registry. The secret lives here and nowhere else: no address, no storage. */
export interface RegistryFormValues extends FormValues {
  settings: Record<string, unknown>;
  secret: Record<string, string>;
  testImage: string;
  name: string;
  patterns: { text: string }[];
  handOut: "no" | "yes";
  /** `2026-05-03`, or "" where no date is known. */
  expiryDay: string;
  /** Why saved expectations may break; asked for only when they do. */
  overrideReason: string;
}

/** A new form of this type; fields that are not known yet are empty. */
export function emptyRegistryForm(
  type: RegistryType,
  known: {
    settings?: Settings;
    secret?: Readonly<Record<string, string>>;
    testImage?: string;
  } = {},
): RegistryFormValues {
  return {
    settings: { ...blankSettings(type), ...initialSettings(type), ...known.settings },
    secret: {
      ...Object.fromEntries(type.secretFields.map(({ name }) => [name, ""])),
      ...known.secret,
    },
    testImage: known.testImage ?? "",
    name: "",
    patterns: [],
    handOut: "no",
    expiryDay: "",
    overrideReason: "",
  };
}

/** Only what the type knows and only what was filled in: the server refuses anything else. */
export function filledSettings(
  type: RegistryType,
  settings: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    type.settings.flatMap(({ name }) => {
      const value = settings[name];
      const empty =
        value === undefined ||
        value === null ||
        value === "" ||
        (Array.isArray(value) && value.length === 0);
      return empty ? [] : [[name, value]];
    }),
  );
}

/** The sealed fields that were filled in. */
export function filledSecret(secret: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(secret).filter(([, value]) => value !== ""));
}

/** Problems as the form library takes them, by the path of their field. The first one of a field counts. */
export function formErrors(
  issues: readonly { path: string; message: string }[],
): FieldErrors<RegistryFormValues> {
  const errors = {};
  const seen = new Set<string>();
  for (const { path, message } of issues) {
    if (seen.has(path)) continue;
    seen.add(path);
    set(errors, path, { type: "catalog", message });
  }
  return errors;
}

/** Where the form keeps what a request calls `patterns.0` or `image`. */
export function fieldOfRequestPath(path: string): FieldPath<RegistryFormValues> | null {
  const pattern = /^patterns\.(\d+)$/.exec(path);
  if (pattern) return `patterns.${Number(pattern[1])}.text`;
  // Several lines about all patterns together stand in the summary; a field can show only one.
  if (path === "patterns") return null;
  if (path === "image" || path === "testImage") return "testImage";
  if (path === "expiryAt") return "expiryDay";
  return path as FieldPath<RegistryFormValues>;
}

function blankSettings(type: RegistryType): Record<string, unknown> {
  return Object.fromEntries(
    type.settings.map(({ name, kind }) => [
      name,
      kind === "list" ? [] : kind === "checkbox" ? false : "",
    ]),
  );
}
