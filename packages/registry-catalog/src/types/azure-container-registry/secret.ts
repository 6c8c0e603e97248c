import type { SecretField } from "../../field.ts";
import { recogniseToken } from "../../fields/known-tokens.ts";
import { checkSecretText } from "../../fields/secret-text.ts";
import { accept, problem } from "../../fields/text-input.ts";
import type { FieldResult } from "../../issue.ts";
import { textSetting } from "../../values.ts";
import { isGuid, looksLikeClientSecret } from "./identifiers.ts";

export const acrSecretFields: readonly SecretField[] = [
  {
    name: "clientSecret",
    label: "Client secret",
    help: "`password` in the command's answer; the column **Value** in the portal, shown only once.",
    kind: "password",
    applies: (settings) => textSetting(settings, "credential") === "service-principal",
    check: checkClientSecret,
  },
  {
    name: "tokenPassword",
    label: "Token password",
    help: "One of the token's two passwords. The portal shows it only once.",
    kind: "password",
    applies: (settings) => textSetting(settings, "credential") === "repository-token",
    check: checkTokenPassword,
  },
];

function checkClientSecret(input: string): FieldResult<string> {
  const result = checkSecretText(input, "secret.clientSecret");
  if (!result.ok || result.value === undefined) return result;
  if (isGuid(result.value)) {
    return problem(
      "secret-id",
      "That looks like the secret's ID. Copy the **Value** column; it's shown only once.",
    );
  }
  const foreign = recogniseToken(result.value);
  if (foreign?.kind === "jwt") {
    return problem(
      "access-token",
      "This is an access token, which ends within hours. Paste the client secret.",
    );
  }
  if (foreign !== null && foreign.kind !== "azure-secret") {
    return problem(
      "foreign-token",
      `This looks like ${foreign.what}. Paste the client secret of the service principal.`,
    );
  }
  if (looksLikeClientSecret(result.value)) return result;
  return accept(result.value, [
    ...result.notices,
    {
      code: "unusual-form",
      tone: "warning",
      message:
        "Client secrets of today have `Q~` as their fifth and sixth characters. If this one is old, it may be fine; otherwise check that all of it was copied.",
    },
  ]);
}

function checkTokenPassword(input: string): FieldResult<string> {
  const result = checkSecretText(input, "secret.tokenPassword");
  if (!result.ok || result.value === undefined) return result;
  if (looksLikeClientSecret(result.value)) {
    return {
      ...problem(
        "client-secret",
        "This looks like the client secret of a service principal, but a repository-scoped token was chosen in step 1.",
      ),
      fix: {
        kind: "set",
        label: "Sign in with a service principal",
        values: { credential: "service-principal" },
      },
    };
  }
  if (recogniseToken(result.value)?.kind === "jwt") {
    return problem(
      "access-token",
      "This is an access token, which ends within hours. Paste one of the token's passwords.",
    );
  }
  return result;
}
