import type { SecretField } from "../../field.ts";
import { recogniseToken } from "../../fields/known-tokens.ts";
import { checkSecretText } from "../../fields/secret-text.ts";
import { accept, checkText, problem } from "../../fields/text-input.ts";
import type { FieldResult, Fix, Notice } from "../../issue.ts";
import { textSetting } from "../../values.ts";

const keyIdPath = "settings.accessKeyId";
const secretPath = "secret.secretAccessKey";
const swap: Fix = { kind: "swap", label: "Swap them", paths: [keyIdPath, secretPath] };

/** A long-lived access key's id. */
export function checkKeyId(input: unknown): FieldResult<string> {
  return checkText(input, (text) => {
    const upper = text.toUpperCase();
    if (/^[A-Za-z0-9/+=]{40}$/.test(text)) {
      return {
        ...problem("swapped", "These look swapped: this is a secret access key. Swap them?"),
        fix: swap,
      };
    }
    if (/^AKIA[A-Z2-7]{16}\s*[,:;]/.test(text)) {
      return problem(
        "whole-line",
        "This looks like a whole line of the downloaded file. Enter what stands before the comma here, and the rest as the secret access key.",
      );
    }
    const kind = idKinds.get(upper.slice(0, 4));
    if (kind !== undefined && upper.length > 15) {
      return problem(
        "other-id",
        `This is the id of ${kind}. An access key's id begins with \`AKIA\`.`,
      );
    }
    if (upper.startsWith("ASIA")) return problem("temporary-key", temporaryKeyMessage);
    if (!/^A(?:KIA|BIA|CCA)/.test(upper)) {
      return problem(
        "not-a-key-id",
        "An access key ID begins with `AKIA`. It stands in IAM on the user's **Security credentials** page.",
      );
    }
    if (upper.length !== 20) {
      return problem("length", `An access key ID has 20 characters; this has ${upper.length}.`);
    }
    const stray = upper.slice(4).search(/[^A-Z2-7]/);
    if (stray !== -1) {
      return problem(
        "bad-character",
        "An access key ID has only capital letters and the digits 2 to 7 behind `AKIA`. Was `0` typed for `O`, or `1` for `I`?",
        stray + 4,
      );
    }
    if (upper === text) return accept(text);
    return accept(upper, [
      { code: "upper-cased", message: "Access key IDs are written in capitals." },
    ]);
  });
}

const temporaryKeyMessage =
  "This is a temporary key and also needs a session token; it will stop working. Create a long-lived key or use an instance role.";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, unique identifiers
const idKinds: ReadonlyMap<string, string> = new Map([
  ["AIDA", "an IAM user"],
  ["AROA", "a role"],
  ["AGPA", "a group"],
  ["AIPA", "an instance profile"],
  ["ANPA", "a policy"],
  ["APKA", "a public key"],
]);

export const ecrSecretFields: readonly SecretField[] = [
  {
    name: "secretAccessKey",
    label: "Secret access key",
    help: "40 characters. AWS shows it only once, when the key is created.",
    kind: "password",
    applies: (settings) => textSetting(settings, "method") === "access-key",
    check: checkSecretKey,
  },
];

function checkSecretKey(input: string): FieldResult<string> {
  const result = checkSecretText(input, secretPath);
  if (!result.ok || result.value === undefined) return result;
  const text = result.value;
  const kind = recogniseToken(text)?.kind;
  if (kind === "aws-key-id") {
    return {
      ...problem("swapped", "These look swapped: this is an access key ID. Swap them?"),
      fix: swap,
    };
  }
  if (kind === "ecr-password") {
    return problem(
      "ecr-password",
      "This is the password that ECR hands out for 12 hours. Paste the secret access key instead; Berth then gets a new password by itself whenever it needs one.",
    );
  }
  if (/^(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=]{100,}$/.test(text)) {
    return problem(
      "session-token",
      "This is a session token. It belongs to a temporary key, which stops working within hours. Create a long-lived key or use an instance role.",
    );
  }
  return accept(text, [...result.notices, ...formNotice(text)]);
}

/** AWS promises no form, so an unusual one is only pointed out. */
function formNotice(text: string): Notice[] {
  if (/^[A-Za-z0-9/+=]{40}$/.test(text)) return [];
  const message =
    text.length === 40
      ? "A secret access key usually has only letters, digits, `/` and `+`. Check that nothing else was copied."
      : "A secret access key usually has 40 characters. Check that all of it was copied, and nothing else.";
  return [{ code: "unusual-form", tone: "warning", message }];
}
