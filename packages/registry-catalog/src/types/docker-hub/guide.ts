import { allRepositories } from "../../fields/narrowed.ts";
import { command } from "../../guide-template.ts";
import type { GuideBlock, GuideStep } from "../../guide.ts";
import { flagSetting, listSetting, textSetting, type Settings } from "../../values.ts";

export function hubGuide(settings: Settings): readonly GuideStep[] {
  return [
    {
      id: "where",
      title: "Where is it?",
      blocks: [
        {
          kind: "text",
          text: "Images on Docker Hub need no host: `acme/train:v2` is `docker.io/acme/train:v2`. The namespace is the part in front of the first `/`.",
        },
      ],
    },
    { id: "create", title: "Create access", blocks: createBlocks(settings) },
    { id: "paste", title: "Paste access", blocks: pasteBlocks(settings) },
    { id: "check", title: "Check and save", blocks: checkBlocks(settings) },
  ];
}

function createBlocks(settings: Settings): GuideBlock[] {
  const namespace = textSetting(settings, "namespace") || "‹namespace›";
  const names = listSetting(settings, "repositories");
  const which =
    names.length === 0
      ? "the repositories you need"
      : names.map((name) => `\`${namespace}/${name}\``).join(", ");
  if (textSetting(settings, "tokenKind") === "personal") {
    return [
      {
        kind: "steps",
        items: [
          "On Docker Hub click your picture, then **Account settings**, **Personal access tokens**, **Generate new token**.",
          "Describe it, for example `berth`, and choose an expiration date.",
          "As access permissions choose **Read-only**. It covers every repository your account can reach.",
          "Choose **Generate** and copy the token: it is shown only once.",
        ],
      },
      {
        kind: "link",
        label: "Open your personal access tokens",
        href: "https://app.docker.com/settings/personal-access-tokens",
      },
      ...(names.length === 0 ? [] : [personalIsWide]),
      {
        kind: "note",
        tone: "info",
        text: "A token of a user made for this purpose outlives people who leave, and reaches only what that user may read.",
      },
    ];
  }
  return [
    {
      kind: "steps",
      items: [
        `In Docker Home choose the organization \`${namespace}\`, then **Identity & auth**, **Access tokens**, **Generate access token**.`,
        "Name it, for example `berth`, and choose an expiration date of at most one year. It can't be changed later.",
        `Under **Repository** add ${which} with the scope **Image Pull**, and nothing else. A token covers at most 50 repositories.`,
        "Choose **Generate token** and copy it: it is shown only once.",
      ],
    },
    { kind: "link", label: "Open Docker Home", href: "https://app.docker.com/" },
    names.length === 0
      ? {
          kind: "note",
          tone: "info",
          text: "Name repositories in step 1, and they stand here to be added one by one.",
        }
      : {
          kind: "note",
          tone: "info",
          text: `The token covers ${which} and no other repository.`,
          fix: allRepositories,
        },
    {
      kind: "note",
      tone: "info",
      text: "Organization access tokens need a Team or Business plan. Without one, choose a personal access token in step 1.",
    },
  ];
}

const personalIsWide: GuideBlock = {
  kind: "note",
  tone: "warning",
  text: "A personal token can't be narrowed to the repositories named in step 1; only its pattern is. An organization token can.",
  fix: {
    kind: "set",
    label: "Use an organization token",
    values: { tokenKind: "organization" },
  },
};

function pasteBlocks(settings: Settings): GuideBlock[] {
  const personal = textSetting(settings, "tokenKind") === "personal";
  return [
    {
      kind: "mapping",
      rows: [
        {
          from: personal ? "Your Docker ID, not your e-mail address" : "The organization's name",
          to: "User name",
        },
        { from: "The generated token", to: "Access token" },
      ],
    },
  ];
}

function checkBlocks(settings: Settings): GuideBlock[] {
  const blocks: GuideBlock[] = [
    {
      kind: "text",
      text: "The check asks only for the head of your test image's manifest, which doesn't count as a pull, and shows how many pulls are left.",
    },
    {
      kind: "command",
      command: command(
        "To compare on your own machine (it asks for the token)",
        ["docker login --username {username}"],
        {
          username: {
            field: "username",
            label: "user name",
            value: textSetting(settings, "username"),
          },
        },
      ),
    },
  ];
  if (flagSetting(settings, "signInPublic")) {
    blocks.push({
      kind: "note",
      tone: "warning",
      text: "You chose to sign in for public images too. When this token ends or is revoked, pulls of public images fail as well.",
    });
  }
  return blocks;
}
