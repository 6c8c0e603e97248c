import type { Issue, Notice } from "../../issue.ts";
import type { Findings } from "../../registry-type.ts";
import { textSetting, type SecretValues, type Settings } from "../../values.ts";
import { presetById, presetOfHost } from "./presets.ts";

/** Settings that are each fine and contradict each other. */
export function checkStandardTogether(settings: Settings): Findings {
  const host = textSetting(settings, "host");
  const issues: Issue[] = [];
  const notices: Notice[] = [];
  const tls = textSetting(settings, "tls");
  const origin = textSetting(settings, "tokenOrigin");
  const own = `${tls === "http" ? "http" : "https"}://${host}`;
  if (origin === own) {
    notices.push({
      path: "settings.tokenOrigin",
      code: "own-origin",
      message: "The registry's own address is known already; leaving it here changes nothing.",
    });
  }
  if (tls === "http") {
    notices.push({
      path: "settings.tls",
      code: "plain-http",
      tone: "warning",
      message: "Passwords travel unencrypted to this registry. Everybody on the way can read them.",
    });
  }
  const known = presetOfHost(host);
  const chosen = presetById(textSetting(settings, "preset"));
  if (known !== null && known.id !== chosen.id) {
    notices.push({
      path: "settings.preset",
      code: "other-preset",
      message: `\`${host}\` is ${known.label}.`,
      fix: {
        kind: "set",
        label: `Choose ${known.label}`,
        values: {
          preset: known.id,
          ...(known.fixedUserName === undefined ? {} : { username: known.fixedUserName }),
        },
      },
    });
  }
  return { issues, notices };
}

/** User name and password together. */
export function checkStandardAccess(
  settings: Settings,
  secret: SecretValues,
): Findings & { settings: Settings } {
  const username = textSetting(settings, "username");
  const password = secret["password"] ?? "";
  const preset = presetById(textSetting(settings, "preset"));
  const issues: Issue[] = [];
  const notices: Notice[] = [];
  if (preset.fixedUserName !== undefined && username === "") {
    const fixed = preset.fixedUserName;
    issues.push({
      path: "settings.username",
      code: "fixed-user-name",
      message: `${preset.label} knows only the user name \`${fixed}\`, written exactly like this.`,
      fix: { kind: "set", label: `Use ${fixed}`, values: { username: fixed } },
    });
  } else if (username !== "" && username === password) {
    issues.push({
      path: "secret.password",
      code: "same-as-user-name",
      message: "User name and password are the same. One of them was pasted twice.",
    });
  } else if (username === "" && needsUserName.has(preset.id)) {
    notices.push({
      path: "settings.username",
      code: "no-user-name",
      tone: "warning",
      message: `${preset.label} usually wants a user name beside the token. ${preset.userNameRule}`,
    });
  }
  return { issues, notices, settings: {} };
}

const needsUserName = new Set([
  "gitlab",
  "quay",
  "harbor",
  "nexus",
  "gitea",
  "ghcr",
  "hugging-face",
]);
