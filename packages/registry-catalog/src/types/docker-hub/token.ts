import type { SecretField } from "../../field.ts";
import { recogniseToken } from "../../fields/known-tokens.ts";
import { checkSecretText } from "../../fields/secret-text.ts";
import { accept, problem } from "../../fields/text-input.ts";
import type { FieldResult, Notice } from "../../issue.ts";
import { textSetting, type Settings } from "../../values.ts";

const path = "secret.token";

export const hubSecretFields: readonly SecretField[] = [
  {
    name: "token",
    label: "Access token",
    help: "Begins with `dckr_oat_` or `dckr_pat_`. Docker Hub shows it only once.",
    kind: "password",
    applies: () => true,
    check: checkToken,
  },
];

function checkToken(input: string, settings: Settings): FieldResult<string> {
  const result = checkSecretText(input, path);
  if (!result.ok || result.value === undefined) return result;
  const text = result.value;
  const chosen = textSetting(settings, "tokenKind");
  const kind = kindOf(text);
  if (kind !== null && chosen !== "" && kind !== chosen) return otherKind(kind);
  if (kind === null && !uuid.test(text)) {
    const foreign = recogniseToken(text);
    if (foreign !== null) {
      return problem(
        "foreign-token",
        `This looks like ${foreign.what}. Docker Hub's tokens begin with \`dckr_oat_\` or \`dckr_pat_\`.`,
      );
    }
    if (!text.startsWith("dckr_")) {
      return problem(
        "password",
        "This may be a password. Use an access token instead: it can be limited to pulling and revoked, and a password can do everything your account can.",
      );
    }
  }
  return accept(text, [...result.notices, ...formNotice(text, kind)]);
}

type TokenKind = "organization" | "personal";

function kindOf(text: string): TokenKind | null {
  if (text.startsWith("dckr_oat_")) return "organization";
  return text.startsWith("dckr_pat_") ? "personal" : null;
}

function otherKind(kind: TokenKind): FieldResult<string> {
  const message =
    kind === "organization"
      ? "This is an organization access token, but a personal one was chosen in step 1."
      : "This is a personal access token, but an organization one was chosen in step 1.";
  const label =
    kind === "organization" ? "Use it as an organization token" : "Use it as a personal token";
  return {
    ...problem("other-token-kind", message),
    fix: { kind: "set", label, values: { tokenKind: kind } },
  };
}

/** Personal tokens from before the prefix. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function formNotice(text: string, kind: TokenKind | null): Notice[] {
  if (kind === null) {
    return [
      {
        code: "unusual-form",
        tone: "warning",
        message:
          "Today's tokens begin with `dckr_oat_` or `dckr_pat_`. If this one is old, a new one is safer.",
      },
    ];
  }
  const length = kind === "organization" ? 32 : 27;
  if (text.length >= length + "dckr_xxx_".length) return [];
  return [
    {
      code: "cut-off",
      tone: "warning",
      message: "This token is shorter than usual. Check that all of it was copied.",
    },
  ];
}
