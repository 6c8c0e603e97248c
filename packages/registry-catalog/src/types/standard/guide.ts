import { command, type Gaps } from "../../guide-template.ts";
import type { GuideBlock, GuideStep } from "../../guide.ts";
import { textSetting, type Settings } from "../../values.ts";
import { presetById } from "./presets.ts";

const secretLabel = "Password or token";

export function standardGuide(settings: Settings): readonly GuideStep[] {
  const preset = presetById(textSetting(settings, "preset"));
  return [
    { id: "where", title: "Where is it?", blocks: whereBlocks(settings) },
    {
      id: "create",
      title: "Create access",
      blocks: [
        { kind: "steps", items: preset.create },
        ...(preset.link === undefined ? [] : [{ kind: "link" as const, ...preset.link }]),
        {
          kind: "note",
          tone: "info",
          text: "Berth only pulls. Whatever else this access may do, a stolen copy may do too.",
        },
      ],
    },
    {
      id: "paste",
      title: "Paste access",
      // Where the product has no words of its own, the fields say all there is to say.
      blocks:
        preset.secretName === secretLabel
          ? []
          : [
              {
                kind: "mapping",
                rows: [
                  { from: preset.userNameRule, to: "User name" },
                  { from: preset.secretName, to: secretLabel },
                ],
              },
            ],
    },
    { id: "check", title: "Check and save", blocks: checkBlocks(settings) },
  ];
}

function whereBlocks(settings: Settings): GuideBlock[] {
  const blocks: GuideBlock[] = [
    {
      kind: "text",
      text: "Enter the host as it stands at the beginning of an image name: in `registry.example.com:5000/team/app:v2` it is `registry.example.com:5000`.",
    },
  ];
  if (textSetting(settings, "tls") === "http") {
    blocks.push({
      kind: "note",
      tone: "warning",
      text: "Passwords would travel unencrypted. The operator of Berth has to allow this host with `;http` in `BERTH_OUTBOUND_ALLOW`.",
    });
  }
  if (textSetting(settings, "tls") === "private-ca") {
    blocks.push({
      kind: "text",
      text: "Add the certificate of the CA that signed the registry's certificate. Ask whoever runs the registry; on many servers it lies in `/etc/docker/certs.d/‹host›/ca.crt`.",
    });
  }
  return blocks;
}

function checkBlocks(settings: Settings): GuideBlock[] {
  const blocks: GuideBlock[] = [
    {
      kind: "text",
      text: "The check signs in and fetches the manifest of your test image. Only that proves access: a registry may let you sign in and still refuse the image.",
    },
  ];
  const host = textSetting(settings, "host");
  if (!host.includes("*")) {
    blocks.push({
      kind: "command",
      command: command(
        "To compare on your own machine (it asks for the password)",
        [
          textSetting(settings, "username") === ""
            ? "docker login {host}"
            : "docker login --username {username} {host}",
        ],
        gapsOf(settings),
      ),
    });
  }
  return blocks;
}

function gapsOf(settings: Settings): Gaps {
  return {
    host: { field: "host", label: "host", value: textSetting(settings, "host") },
    username: { field: "username", label: "user name", value: textSetting(settings, "username") },
  };
}
