import type { SettingField } from "../../field.ts";
import { checkList } from "../../fields/list-input.ts";
import { accept, checkChoice, checkText, problem } from "../../fields/text-input.ts";
import { checkUserName } from "../../fields/user-name.ts";
import type { FieldResult } from "../../issue.ts";
import { textSetting, type Settings } from "../../values.ts";
import { isGuid, looksLikeClientSecret } from "./identifiers.ts";
import { checkLoginServer, parseLoginServer } from "./login-server.ts";

const always = () => true;
const usesPrincipal = (settings: Settings) =>
  textSetting(settings, "credential") === "service-principal";
const usesToken = (settings: Settings) =>
  textSetting(settings, "credential") === "repository-token";

export const acrSettings: readonly SettingField[] = [
  {
    name: "loginServer",
    label: "Login server",
    help: "Shown on the registry's overview in the Azure portal. A name can carry a suffix, so copy it rather than type it.",
    placeholder: "myregistry.azurecr.io",
    kind: "text",
    step: "where",
    required: true,
    identity: false,
    applies: always,
    check: checkLoginServer,
  },
  {
    name: "repositories",
    label: "Repositories",
    help: "Narrows patterns to these, and access where Azure can: a token's scope map, or a condition on the role. Empty means every repository of the registry.",
    placeholder: "ml/train",
    kind: "list",
    step: "where",
    required: false,
    identity: false,
    applies: always,
    check: (input) => checkList(input, checkRepository),
  },
  {
    name: "credential",
    label: "Sign-in",
    help: "Who pulls.",
    kind: "radio",
    options: [
      {
        value: "service-principal",
        label: "Service principal",
        help: "An application in Microsoft Entra with a role on the registry.",
      },
      {
        value: "repository-token",
        label: "Repository-scoped token",
        help: "Lives in the registry and covers exactly the repositories named.",
      },
    ],
    step: "where",
    required: true,
    identity: false,
    initial: "service-principal",
    applies: always,
    check: (input) => checkChoice(input, ["service-principal", "repository-token"]),
  },
  {
    name: "permissionMode",
    label: "Role assignment permissions mode",
    help: "In the portal under **Properties**. It decides which role counts: in the second mode Azure ignores AcrPull.",
    kind: "radio",
    options: [
      { value: "registry", label: "RBAC Registry Permissions", help: "The role is AcrPull." },
      {
        value: "abac",
        label: "RBAC Registry + ABAC Repository Permissions",
        help: "The role is Container Registry Repository Reader.",
      },
    ],
    step: "create",
    required: true,
    identity: false,
    initial: "registry",
    applies: usesPrincipal,
    check: (input) => checkChoice(input, ["registry", "abac"]),
  },
  {
    name: "clientId",
    label: "Client id",
    help: "`appId` in the command's answer; **Application (client) ID** in the portal.",
    placeholder: "00000000-0000-0000-0000-000000000000",
    kind: "text",
    step: "paste",
    required: true,
    identity: true,
    applies: usesPrincipal,
    check: (input) => checkText(input, checkClientId),
  },
  {
    name: "tenantId",
    label: "Tenant id",
    help: "`tenant` in the command's answer; **Directory (tenant) ID** in the portal. With it, a rejected secret can be explained precisely, and clients that name no image get a token in place of the secret.",
    placeholder: "00000000-0000-0000-0000-000000000000",
    kind: "text",
    step: "paste",
    required: false,
    identity: false,
    applies: usesPrincipal,
    check: (input) => checkText(input, checkTenantId),
  },
  {
    name: "tokenName",
    label: "Token name",
    help: "The name you gave the token in the registry.",
    placeholder: "berth-pull",
    kind: "text",
    step: "paste",
    required: true,
    identity: true,
    applies: usesToken,
    check: (input, settings) =>
      checkUserName(
        input,
        { path: "settings.tokenName", secretPath: "secret.tokenPassword" },
        (name) => checkTokenName(name, settings),
      ),
  },
];

function checkRepository(text: string): FieldResult<string> {
  const name = text.replace(/^[a-z0-9.-]+\.azurecr\.[a-z]+\//, "").replace(/[:@].*$/, "");
  const literal = name.replace(/\/\*$/, "");
  if (literal !== literal.toLowerCase())
    return problem("upper-case", "Repository names are lower case.");
  return /^[a-z0-9]+(?:(?:\.|__?|-+|\/)[a-z0-9]+)*$/.test(literal)
    ? accept(name)
    : problem(
        "bad-repository",
        "Enter a repository such as `ml/train`, or a prefix such as `ml/*`.",
      );
}

function checkClientId(text: string): FieldResult<string> {
  if (isGuid(text)) return accept(text.toLowerCase());
  if (looksLikeClientSecret(text)) {
    return {
      ...problem("swapped", "This looks like the client secret. It belongs in the other field."),
      fix: {
        kind: "swap",
        label: "Swap them",
        paths: ["settings.clientId", "secret.clientSecret"],
      },
    };
  }
  return problem(
    "not-a-guid",
    "A client id is a GUID such as `11111111-2222-3333-4444-555555555555`. The application's name doesn't work; copy **Application (client) ID**.",
  );
}

function checkTenantId(text: string): FieldResult<string> {
  if (isGuid(text)) return accept(text.toLowerCase());
  return problem(
    "not-a-guid",
    "A tenant id is a GUID such as `11111111-2222-3333-4444-555555555555`. Copy **Directory (tenant) ID**, not the directory's domain.",
  );
}

function checkTokenName(name: string, settings: Settings): FieldResult<string> {
  if (isGuid(name)) {
    return {
      ...problem("client-id", "This is a client id, which belongs to a service principal."),
      fix: {
        kind: "set",
        label: "Sign in with a service principal",
        values: { credential: "service-principal", clientId: name.toLowerCase() },
      },
    };
  }
  if (name.toLowerCase() === parseLoginServer(textSetting(settings, "loginServer"))?.name) {
    return accept(name, [
      {
        code: "admin-user",
        tone: "warning",
        message:
          "The registry's own name is its admin user, which may push and delete too. A repository-scoped token is safer.",
      },
    ]);
  }
  // https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
  return /^[A-Za-z0-9][A-Za-z0-9-]{3,48}[A-Za-z0-9]$/.test(name)
    ? accept(name)
    : problem("bad-token-name", "A token's name has 5 to 50 letters, digits and hyphens.");
}
