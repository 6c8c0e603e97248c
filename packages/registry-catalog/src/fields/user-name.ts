import type { FieldResult, Problem } from "../issue.ts";
import { recogniseToken } from "./known-tokens.ts";
import { accept, checkText, problem } from "./text-input.ts";

const userNameLengthMax = 255;

/**
 * A registry user name: any text without a colon, which ends the user name in Basic authentication.
 * A token in its place is recognised, and moving it to `secretPath` is offered.
 */
export function checkUserName(
  input: unknown,
  field: { readonly path: string; readonly secretPath: string },
  more: (name: string) => FieldResult<string> = (name) => accept(name),
): FieldResult<string> {
  return checkText(input, (name) => {
    const token = recogniseToken(name);
    if (token !== null) return tokenInstead(token.what, field);
    const colon = name.indexOf(":");
    if (colon !== -1) {
      return problem(
        "colon-in-user-name",
        "A user name can't contain `:`. If you pasted the name and the password together, enter them separately.",
        colon,
      );
    }
    if (name.length > userNameLengthMax)
      return problem("too-long", "A user name has at most 255 characters.");
    return more(name);
  });
}

function tokenInstead(
  what: string,
  field: { readonly path: string; readonly secretPath: string },
): { ok: false } & Problem {
  return {
    ok: false,
    code: "secret-as-user-name",
    message: `This looks like ${what}, not a user name. It belongs in the secret field.`,
    fix: { kind: "swap", label: "Swap the two fields", paths: [field.path, field.secretPath] },
  };
}
