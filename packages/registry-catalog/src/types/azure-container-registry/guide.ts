import { allRepositories, inWords } from "../../fields/narrowed.ts";
import { command, type Gaps } from "../../guide-template.ts";
import type { Command, GuideBlock, GuideStep } from "../../guide.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";
import { repositoryCondition } from "./condition.ts";
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
  const blocks: GuideBlock[] = [
    {
      kind: "text",
      text: "The mode decides which roles count in this registry. If you don't know it, look it up: in the portal under **Properties**, **Role assignment permissions mode**, or with the command below. `LegacyRegistryPermissions` is the first mode, `AbacRepositoryPermissions` the second.",
    },
    {
      kind: "command",
      command: command(
        "Look up the mode",
        ["az acr show --name {name} --query roleAssignmentMode -o tsv"],
        gaps,
      ),
    },
    { kind: "command", command: isNarrowed(settings) ? narrowed(gaps) : whole(gaps) },
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
  blocks.push(coverage(settings));
  return blocks;
}

function whole(gaps: Gaps): Command {
  const create = (id: string) =>
    `az ad sp create-for-rbac --name berth-pull-{name} --role {role} --scopes ${id} --years 1`;
  return command(
    "Create the service principal with the role (it prints the secret)",
    ["ACR_ID=$(az acr show --name {name} --query id -o tsv)", create('"$ACR_ID"')],
    gaps,
    ["$acrId = az acr show --name {name} --query id -o tsv", create("$acrId")],
  );
}

/** `create-for-rbac` takes no condition, so the role is given by a command of its own. */
function narrowed(gaps: Gaps): Command {
  const create = "az ad sp create-for-rbac --name berth-pull-{name} --years 1";
  const find = "az ad sp list --display-name berth-pull-{name} --query '[0].id' -o tsv";
  const assign = (principal: string, scope: string) =>
    `az role assignment create --assignee-object-id ${principal} --assignee-principal-type ServicePrincipal --role {role} --scope ${scope} --condition-version 2.0 --condition {condition}`;
  return command(
    "Create the service principal (it prints the secret), then give it the role for these repositories",
    [
      create,
      `SP_ID=$(${find})`,
      "ACR_ID=$(az acr show --name {name} --query id -o tsv)",
      assign('"$SP_ID"', '"$ACR_ID"'),
    ],
    gaps,
    [
      create,
      `$spId = ${find}`,
      "$acrId = az acr show --name {name} --query id -o tsv",
      assign("$spId", "$acrId"),
    ],
  );
}

/** What the role covers, and how to change that. */
function coverage(settings: Settings): GuideBlock {
  const names = listSetting(settings, "repositories");
  const note = { kind: "note", tone: "info" } as const;
  if (isNarrowed(settings)) {
    const text = `The condition narrows the role to ${inWords(names)}.`;
    return { ...note, text, fix: allRepositories };
  }
  if (isAbac(settings)) {
    const text =
      "The role covers every repository. Name repositories in step 1, and the command narrows it to them by a condition.";
    return { ...note, text };
  }
  if (names.length === 0) {
    const text =
      "AcrPull covers every repository of the registry. A repository-scoped token can be narrowed, and so can the role in the second mode.";
    return { ...note, text };
  }
  return {
    ...note,
    text: `AcrPull covers every repository of the registry: in this mode it can't be narrowed to ${inWords(names)}. A repository-scoped token can.`,
    fix: {
      kind: "set",
      label: "Use a repository-scoped token",
      values: { credential: "repository-token" },
    },
  };
}

function isAbac(settings: Settings): boolean {
  return textSetting(settings, "permissionMode") === "abac";
}

function isNarrowed(settings: Settings): boolean {
  return isAbac(settings) && listSetting(settings, "repositories").length > 0;
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
          { from: "`tenant`", to: "Tenant id" },
          { from: "`password`", to: "Client secret" },
        ]
      : [
          { from: "Name of the token", to: "Token name" },
          { from: "password1 or password2", to: "Token password" },
        ],
  };
}

function gapsOf(settings: Settings): Gaps {
  return {
    name: {
      field: "loginServer",
      label: "name",
      value: parseLoginServer(textSetting(settings, "loginServer"))?.name ?? "",
    },
    role: {
      field: "permissionMode",
      label: "role",
      value: isAbac(settings) ? "Container Registry Repository Reader" : "AcrPull",
    },
    condition: {
      field: "repositories",
      label: "condition",
      value: repositoryCondition(listSetting(settings, "repositories")),
    },
  };
}
