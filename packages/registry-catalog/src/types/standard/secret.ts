import { recogniseToken, type KnownToken } from "../../fields/known-tokens.ts";
import { checkSecretText } from "../../fields/secret-text.ts";
import type { SecretField } from "../../field.ts";
import type { FieldResult, Notice, Problem } from "../../issue.ts";
import { decodeBase64 } from "../../text/base64.ts";
import { decodeUtf8 } from "../../text/utf8.ts";
import { textSetting, type Settings } from "../../values.ts";
import { plainPreset, presetById, type StandardPreset } from "./presets.ts";

const path = "secret.password";

export const standardSecretFields: readonly SecretField[] = [
  {
    name: "password",
    label: "Password or token",
    help: "Spaces and line breaks at the ends are removed; everything else is kept exactly.",
    kind: "password",
    applies: () => true,
    check: checkPassword,
  },
];

function checkPassword(input: string, settings: Settings): FieldResult<string> {
  // A key file has line breaks, so it is recognised before they are complained about.
  const token = recogniseToken(input.trim());
  const wrong = token === null ? null : wrongToken(token);
  if (wrong !== null) return wrong;
  const result = checkSecretText(input, path);
  if (!result.ok || result.value === undefined) return result;
  const preset = presetById(textSetting(settings, "preset"));
  const notices = [...result.notices, ...doubts(result.value, token, preset)];
  return { ok: true, value: result.value, notices };
}

/** Secrets that no standard registry accepts. */
function wrongToken({ kind }: KnownToken): ({ ok: false } & Problem) | null {
  switch (kind) {
    case "google-key-file":
      return {
        ok: false,
        code: "google-key-file",
        message:
          "This is a Google key file. Google registries have a type of their own, which never sends the key to the registry.",
        fix: {
          kind: "type",
          label: "Use the type Google Artifact Registry",
          type: "google-artifact-registry",
        },
      };
    case "docker-hub-personal":
    case "docker-hub-organization":
      return {
        ok: false,
        code: "docker-hub-token",
        message: "This is a Docker Hub access token. Docker Hub has a registry type of its own.",
        fix: { kind: "type", label: "Use the type Docker Hub", type: "docker-hub" },
      };
    case "ecr-password":
      return {
        ok: false,
        code: "ecr-password",
        message:
          "This is the password that AWS ECR hands out for 12 hours. With the type AWS ECR, Berth renews it by itself.",
        fix: { kind: "type", label: "Use the type AWS ECR", type: "aws-ecr" },
      };
    case "aws-key-id":
      return {
        ok: false,
        code: "aws-key-id",
        message: "This is an AWS access key ID. AWS ECR has a registry type of its own.",
        fix: { kind: "type", label: "Use the type AWS ECR", type: "aws-ecr" },
      };
    case "private-key":
      return {
        ok: false,
        code: "private-key",
        message: "This is a private key. Registries ask for a password or a token.",
      };
    default:
      return null;
  }
}

function doubts(secret: string, token: KnownToken | null, preset: StandardPreset): Notice[] {
  const warning = (code: string, message: string): Notice[] => [{ code, tone: "warning", message }];
  switch (token?.kind) {
    case "github-fine-grained":
      return warning(
        "fine-grained-token",
        'GitHub\'s container registry accepts only classic tokens; a fine-grained one is answered with "denied". Create a token (classic) with `read:packages`.',
      );
    case "github-short-lived":
    case "gitlab-job-token":
    case "google-access-token":
      return warning(
        "short-lived-token",
        `This looks like ${token.what}. Pulls would fail as soon as it ends; create one for machines instead.`,
      );
    case "gitlab-other":
      return warning(
        "wrong-gitlab-token",
        "This GitLab token is not meant for pulling images. Create a deploy token with `read_registry`.",
      );
    default:
  }
  if (token !== null && preset !== plainPreset && !preset.tokens.includes(token.kind)) {
    return warning(
      "foreign-token",
      `This looks like ${token.what}, but the product is ${preset.label}.`,
    );
  }
  if (preset.id === "ghcr" && token === null && !/^[0-9a-f]{40}$/.test(secret)) {
    return warning(
      "password",
      "This may be a password. GitHub's container registry accepts only personal access tokens (classic), which begin with `ghp_`.",
    );
  }
  if (preset.id === "hugging-face" && token === null) {
    return warning("password", "This may be a password. Hugging Face's tokens begin with `hf_`.");
  }
  if (isDockerAuth(secret)) {
    return warning(
      "docker-auth",
      "This looks like the `auth` value of a Docker configuration file: user name and password encoded together. Enter the two separately.",
    );
  }
  return [];
}

/** `auth` is base64 of `user:password`. Only texts that cannot easily be a random token are taken for one. */
function isDockerAuth(secret: string): boolean {
  if (!/^[A-Za-z0-9+/]{12,}={0,2}$/.test(secret) || secret.length % 4 !== 0) return false;
  const bytes = decodeBase64(secret);
  const text = bytes === null ? null : decodeUtf8(bytes);
  return text !== null && /^[\w.@$+-]{2,64}:[\x21-\x7e]{4,}$/.test(text);
}
