import { command } from "../../guide-template.ts";
import type { GuideBlock, GuideStep } from "../../guide.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";
import { dockerHost, methodOf } from "./docker-hosts.ts";

export function jfrogGuide(settings: Settings): readonly GuideStep[] {
  return [
    { id: "where", title: "Where is it?", blocks: whereBlocks(settings) },
    { id: "create", title: "Create access", blocks: createBlocks(settings) },
    {
      id: "paste",
      title: "Paste access",
      blocks: [
        {
          kind: "mapping",
          rows: [
            {
              from: "The user the token was made for; read from the token where possible",
              to: "User name",
            },
            { from: "Access token, or reference token", to: "Token" },
          ],
        },
      ],
    },
    {
      id: "check",
      title: "Check and save",
      blocks: [
        {
          kind: "text",
          text: "The check signs in and fetches the manifest of your test image. For a virtual repository the user needs Read on the repositories behind it as well.",
        },
      ],
    },
  ];
}

function whereBlocks(settings: Settings): GuideBlock[] {
  const repository =
    listSetting(settings, "repositories").find((key) => key !== "*") ?? "docker-local";
  const host = dockerHost(
    { ...settings, host: textSetting(settings, "host") || "acme.jfrog.io" },
    repository,
  );
  const path = methodOf(settings) === "path" ? `${repository}/app:v2` : "app:v2";
  return [
    {
      kind: "text",
      text: "In Artifactory choose the repository and **Set Me Up**: the `docker login` line there shows the host, and the example image shows the access method.",
    },
    {
      kind: "text",
      text: `With these settings an image is named \`${host ?? "art.example.com:‹port›"}/${path}\`.`,
    },
  ];
}

function createBlocks(settings: Settings): GuideBlock[] {
  const repositories = listSetting(settings, "repositories").filter((key) => key !== "*");
  const which =
    repositories.length === 0
      ? "the repositories you need"
      : repositories.map((key) => `\`${key}\``).join(", ");
  return [
    {
      kind: "steps",
      items: [
        "In Artifactory open **Administration**, **User Management**, **Groups**, and create a group for readers.",
        `Under **Permissions** give that group **Read** on ${which}, and nothing else. For a virtual repository include the ones behind it.`,
        "Open **Access Tokens**, **Generate Token**, **Scoped Token**. As scope choose **Groups** and that group, and set an expiry.",
        "Choose **Generate** and copy the token: it is shown only once.",
      ],
    },
    {
      kind: "command",
      command: command(
        "The token on the command line, for 90 days",
        ["jf atc berth-pull --groups={group} --expiry=7776000"],
        { group: { field: "group", label: "group", value: textSetting(settings, "group") } },
      ),
    },
    {
      kind: "note",
      tone: "warning",
      text: "Don't use an admin token. Berth refuses it: it could change everything in Artifactory.",
    },
  ];
}
