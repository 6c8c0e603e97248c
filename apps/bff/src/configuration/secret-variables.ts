import type { RegistryEntry } from "./document.ts";

/** What every variable begins with that a file may name without being asked about. */
export const secretVariablePrefix = "BERTH_SECRET_";

export type SecretVariables = {
  values: Readonly<Record<string, string | undefined>>;
  /** Other names that whoever applies the file lets it read. */
  allowed: readonly string[];
};

export type SecretRead =
  | { ok: true; values: Record<string, string> }
  | { ok: false; problem: string };

/**
 * A secret's fields from the variables that a file names. No problem repeats a value.
 *
 * The same file names the host that the value is sent to, and whoever may propose a change to it need not know what
 * else lies in the environment of the machine that applies it: so it reaches only what was put there for it.
 */
export function secretFromVariables(
  fields: readonly string[],
  secretFrom: RegistryEntry["secretFrom"],
  { values, allowed }: SecretVariables,
): SecretRead {
  const read: Record<string, string> = {};
  for (const field of fields) {
    const variable = secretFrom?.[field]?.env;
    if (variable === undefined) {
      const example = fields.map((one) => `${one}: { env: ${secretVariablePrefix}NAME }`);
      return {
        ok: false,
        problem: `Say where it comes from: secretFrom: { ${example.join(", ")} }.`,
      };
    }
    if (!variable.startsWith(secretVariablePrefix) && !allowed.includes(variable)) {
      return {
        ok: false,
        problem:
          `The file may not read the variable ${variable}, because its name doesn't begin with ${secretVariablePrefix}. ` +
          `Rename it in both places, or allow it with --allow-variable ${variable}.`,
      };
    }
    const value = values[variable];
    if (value === undefined || value === "") {
      return { ok: false, problem: `The variable ${variable} is not set.` };
    }
    read[field] = value;
  }
  return { ok: true, values: read };
}
