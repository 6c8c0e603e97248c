import type { Fix } from "./issue.ts";

/** What stands in a form, by field name. */
export interface FormValues {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret: Readonly<Record<string, string>>;
}

/**
 * Carries out a fix on a form's values and returns new ones. A fix of kind `type` leaves them as they
 * are: changing the type is the caller's step.
 */
export function applyFix(fix: Fix, values: FormValues): FormValues {
  switch (fix.kind) {
    case "set":
      return { ...values, settings: { ...values.settings, ...fix.values } };
    case "swap": {
      const [a, b] = fix.paths;
      return write(write(values, a, read(values, b)), b, read(values, a));
    }
    case "move":
      return write(write(values, fix.to, read(values, fix.from)), fix.from, "");
    case "strip":
      return write(values, fix.path, read(values, fix.path).replace(unseen, ""));
    case "type":
      return values;
    default:
      return fix satisfies never;
  }
}

/** White space, control characters, and format characters that no font draws. */
const unseen = /[\s\p{Cc}\p{Cf}]/gu;

function read(values: FormValues, path: string): string {
  const { group, name } = split(path);
  const value = values[group][name];
  return typeof value === "string" ? value : "";
}

function write(values: FormValues, path: string, text: string): FormValues {
  const { group, name } = split(path);
  return { ...values, [group]: { ...values[group], [name]: text } };
}

function split(path: string): { group: "settings" | "secret"; name: string } {
  const dot = path.indexOf(".");
  return {
    group: path.slice(0, dot) === "secret" ? "secret" : "settings",
    name: path.slice(dot + 1),
  };
}
