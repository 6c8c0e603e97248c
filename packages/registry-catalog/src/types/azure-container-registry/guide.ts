import { command, type Gaps } from "../../guide-template.ts";
import type { GuideBlock, GuideStep } from "../../guide.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";
import { cloudOf, parseLoginServer } from "./login-server.ts";

export function acrGuide(settings: Settings): readonly GuideStep[] {
  const gaps = gapsOf(settings);
  const principal = textSetting(settings, "credential") !== "repository-token";
  return [
    {
      id: "where",
      title: "Where is it?",
      blocks: [
        {
          kind: "text",
          text: "Paste an image, or copy **Login server** from the registry's overview in the Azure portal.",
        },
        {
          kind: "command",
          command: command(
            "Look it up on the command line",
            ["az acr show --name {name} --query loginServer -o tsv"],
            gaps,
          ),
        },
      ],
    },
    {
      id: "create",
      title: "Create access",
      blocks: principal ? principalBlocks(settings, gaps) : tokenBlocks(settings, gaps),
    },
    { id: "paste", title: "Paste access", blocks: [mapping(principal)] },
    {
      id: "check",
      title: "Check and save",
      blocks: [
        {
          kind: "text",
          text: principal
            ? "The check signs in, asks for a token for your test image's repository, and fetches its manifest. With the tenant id, Microsoft Entra says precisely what is wrong with a rejected secret. A new role can take a few minutes to count."
            : "The check signs in, asks for a token for your test image's repository, and fetches its manifest. A new password can take a minute to count.",
        },
      ],
    },
  ];
}

function principalBlocks(settings: Settings, gaps: Gaps): GuideBlock[] {
  const abac = textSetting(settings, "permissionMode") === "abac";
  const create = (id: string) =>
    `az ad sp create-for-rbac --name berth-pull-{name} --role {role} --scopes ${id} --years 1`;
  const blocks: GuideBlock[] = [
    {
      kind: "text",
      text: "First look up which roles count in this registry: in the portal under **Properties**, **Role assignment permissions mode**, or with the command below. `LegacyRegistryPermissions` is the first mode, `AbacRepositoryPermissions` the second.",
    },
    {
      kind: "command",
      command: command(
        "Look up the mode",
        ["az acr show --name {name} --query roleAssignmentMode -o tsv"],
        gaps,
      ),
    },
    {
      kind: "command",
      command: command(
        "Create the service principal with the role (it prints the secret)",
        ["ACR_ID=$(az acr show --name {name} --query id -o tsv)", create('"$ACR_ID"')],
        gaps,
        ["$acrId = az acr show --name {name} --query id -o tsv", create("$acrId")],
      ),
    },
    {
      kind: "link",
      label: "Open the Azure portal",
      href: cloudOf(textSetting(settings, "loginServer")).portal,
    },
    {
      kind: "note",
      tone: "info",
      text: "The secret ends after a year, and nobody sends a mail. Berth reminds you.",
    },
  ];
  if (abac) {
    blocks.push({
      kind: "note",
      tone: "info",
      text: "The role covers every repository. To narrow it, add a condition on the repository's name to the role assignment in the portal.",
    });
  }
  return blocks;
}

function tokenBlocks(settings: Settings, gaps: Gaps): GuideBlock[] {
  const names = listSetting(settings, "repositories");
  const scopes = (names.length === 0 ? ["{repository}"] : names.map((_, i) => `{repository${i}}`))
    .map((gap) => `--repository ${gap} content/read`)
    .join(" ");
  const repositories = Object.fromEntries(
    names.map((name, i) => [
      `repository${i}`,
      { field: "repositories", label: "repository", value: name },
    ]),
  );
  return [
    {
      kind: "steps",
      items: [
        "In the portal open the registry and choose **Repository permissions**, **Tokens**, **Add**.",
        "Name it `berth-pull` and create a scope map with `content/read` on the repositories you need, and nothing else.",
        "Open the token, generate **password1** with an expiration date, and copy it: it is shown only once.",
      ],
    },
    {
      kind: "command",
      command: command(
        "The same on the command line (it prints the passwords)",
        [`az acr token create --name berth-pull --registry {name} ${scopes}`],
        {
          ...gaps,
          ...repositories,
          repository: { field: "repositories", label: "repository", value: "" },
        },
      ),
    },
  ];
}

function mapping(principal: boolean): GuideBlock {
  return {
    kind: "mapping",
    rows: principal
      ? [
          { from: "`appId`", to: "Client id" },
          { from: "`password`", to: "Client secret" },
          { from: "`tenant`", to: "Tenant id" },
        ]
      : [
          { from: "Name of the token", to: "Token name" },
          { from: "password1 or password2", to: "Token password" },
        ],
  };
}

function gapsOf(settings: Settings): Gaps {
  const abac = textSetting(settings, "permissionMode") === "abac";
  return {
    name: {
      field: "loginServer",
      label: "name",
      value: parseLoginServer(textSetting(settings, "loginServer"))?.name ?? "",
    },
    role: {
      field: "permissionMode",
      label: "role",
      value: abac ? "Container Registry Repository Reader" : "AcrPull",
    },
  };
}
