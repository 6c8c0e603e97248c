import { caCertificateField, connectionField } from "../../fields/connection.ts";
import { accept, checkChoice, problem } from "../../fields/text-input.ts";
import { tokenOriginField } from "../../fields/token-origin.ts";
import { checkUserName } from "../../fields/user-name.ts";
import type { SettingField } from "../../field.ts";
import { cleanHost } from "../../host/clean-host.ts";
import { checkHostStar, type HostStarRule } from "../../host-star.ts";
import type { FieldResult, Fix } from "../../issue.ts";
import { textSetting, type Settings } from "../../values.ts";
import { presetById, standardPresets, type StandardPreset } from "./presets.ts";

export const standardHostStars: HostStarRule = {
  kind: "own-domain",
  example: "*.art.example.com",
};

const always = () => true;

export const standardSettings: readonly SettingField[] = [
  {
    name: "preset",
    label: "Product",
    help: "Fills in what we know about it. It changes hints, never what is allowed.",
    kind: "select",
    options: standardPresets.map(({ id, label }) => ({ value: id, label })),
    step: "where",
    required: true,
    identity: false,
    initial: "plain",
    applies: always,
    check: (input) =>
      checkChoice(
        input,
        standardPresets.map((preset) => preset.id),
      ),
  },
  connectionField(always),
  {
    name: "host",
    label: "Host",
    help: "As it stands at the beginning of image names, with its port if there is one. `*.art.example.com` covers every name one level below a domain of your own.",
    placeholder: "registry.example.com",
    kind: "text",
    step: "where",
    required: true,
    identity: false,
    applies: always,
    check: checkStandardHost,
  },
  caCertificateField(always),
  tokenOriginField(always),
  {
    name: "username",
    label: "User name",
    help: "Leave it empty only where the registry takes a token alone.",
    kind: "text",
    step: "paste",
    required: false,
    identity: true,
    applies: always,
    check: (input, settings) =>
      checkUserName(input, { path: "settings.username", secretPath: "secret.password" }, (name) =>
        checkForPreset(name, presetById(textSetting(settings, "preset"))),
      ),
  },
];

function checkStandardHost(input: unknown, settings: Settings): FieldResult<string> {
  if (input === undefined || input === "") return { ok: true, value: undefined, notices: [] };
  if (typeof input !== "string") return problem("not-text", "Enter the host as text.");
  const host = cleanHost(input, {
    allowHttp: textSetting(settings, "tls") === "http",
    allowStar: true,
  });
  if (!host.ok) return host.code === "plain-http" ? { ...host, fix: httpsFix(input) } : host;
  if (host.host === "docker.io") {
    return {
      ...problem(
        "docker-hub",
        "Docker Hub has a registry type of its own, because it signs in through another host and limits pulls.",
      ),
      fix: { kind: "type", label: "Use the type Docker Hub", type: "docker-hub" },
    };
  }
  if (host.host.includes("*")) {
    const star = checkHostStar(standardHostStars, "standard", host.host);
    if (star !== null) return problem(star.code, star.message, input.indexOf("*"));
  }
  return accept(host.host, host.notices);
}

function httpsFix(input: string): Fix | undefined {
  const host = cleanHost(input, { allowHttp: true, allowStar: true });
  if (!host.ok) return undefined;
  return { kind: "set", label: `Use HTTPS with ${host.host}`, values: { host: host.host } };
}

function checkForPreset(name: string, preset: StandardPreset): FieldResult<string> {
  const fixed = preset.fixedUserName;
  if (fixed !== undefined && name !== fixed) {
    return {
      ...problem(
        "fixed-user-name",
        `${preset.label} knows only the user name \`${fixed}\`, written exactly like this.`,
      ),
      fix: { kind: "set", label: `Use ${fixed}`, values: { username: fixed } },
    };
  }
  if (preset.id === "ghcr" && name.includes("@")) {
    return problem(
      "e-mail",
      "GitHub wants the user name here, not the e-mail address.",
      name.indexOf("@"),
    );
  }
  if (preset.id === "harbor" && /^robot(?:\+.*)?$/.test(name)) {
    return problem(
      "dollar-lost",
      "A robot's name has a `$` behind `robot`. A shell has probably taken it for a variable: copy the name from Harbor itself.",
    );
  }
  if (preset.id === "quay" && !name.includes("+")) {
    return accept(name, [
      {
        code: "not-a-robot",
        tone: "warning",
        message:
          "Robot accounts are written `organization+robot`. A person's account works too, but stops with the person.",
      },
    ]);
  }
  return accept(name);
}
