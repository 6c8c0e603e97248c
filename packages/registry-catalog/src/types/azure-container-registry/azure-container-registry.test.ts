import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  applyFix,
  bindingFields,
  changedBinding,
  checkPatternFor,
  checkSecret,
  checkSettings,
  cloudOf,
  detectType,
  parseLoginServer,
  renderTemplate,
  type Issue,
  type Settings,
} from "../../index.ts";
import { azureContainerRegistry as acr } from "./index.ts";

const clientId = "11111111-2222-3333-4444-555555555555";
const tenantId = "99999999-8888-7777-6666-555555555555";
const clientSecret = `abc8Q~${"x".repeat(34)}`;
const base = {
  loginServer: "myregistry.azurecr.io",
  credential: "service-principal",
  permissionMode: "registry",
};
const principal = { ...base, clientId, tenantId };
const token = {
  loginServer: base.loginServer,
  credential: "repository-token",
  tokenName: "berth-pull",
};

describe("login server", () => {
  test.each<[string, string, string[]]>([
    ["myregistry.azurecr.io", "myregistry.azurecr.io", []],
    [
      "https://MyRegistry.azurecr.io/",
      "myregistry.azurecr.io",
      ["scheme-removed", "slash-removed", "lower-cased"],
    ],
    ["MyRegistry", "myregistry.azurecr.io", ["suffix-added"]],
    [
      "/subscriptions/x/resourceGroups/y/providers/Microsoft.ContainerRegistry/registries/MyRegistry",
      "myregistry.azurecr.io",
      ["suffix-added"],
    ],
    ["myregistry-d7e3f2.azurecr.io", "myregistry-d7e3f2.azurecr.io", []],
    ["myregistry.westeurope.geo.azurecr.io", "myregistry.westeurope.geo.azurecr.io", []],
    ["myregistry.azurecr.us/team/app", "myregistry.azurecr.us", ["path-removed"]],
    ["images.example.com", "images.example.com", ["own-domain"]],
  ])("takes %s as %s", (loginServer, wanted, codes) => {
    const result = checkSettings(acr, { ...principal, loginServer });
    expect(result).toMatchObject({ ok: true, hostRule: { kind: "exact", hosts: [wanted] } });
    expect(result.notices.map((notice) => notice.code)).toEqual(codes);
  });

  test.each<[string, Partial<Issue>]>([
    ["", { code: "required", message: "Enter the login server." }],
    [
      "https://portal.azure.com/#home",
      {
        code: "portal",
        message:
          "This is an address in the Azure portal. Enter the **Login server** that the registry's overview shows.",
      },
    ],
    [
      "azurecr.io",
      {
        code: "no-name",
        message:
          "The registry's name is missing: it stands in front, as in `myregistry.azurecr.io`.",
      },
    ],
    ["myregistry.westeurope.data.azurecr.io", { code: "data-endpoint" }],
    ["a.b.azurecr.io", { code: "bad-login-server" }],
    ["ab.azurecr.io", { code: "bad-login-server" }],
    ["ghcr.io", { code: "other-registry" }],
    ["*.azurecr.io", { code: "star" }],
  ])("refuses %j", (loginServer, issue) => {
    const result = checkSettings(acr, { ...principal, loginServer });
    expect(result.ok ? [] : result.issues).toEqual([
      expect.objectContaining({ path: "settings.loginServer", ...issue }),
    ]);
  });

  test("knows the name that az wants, and the cloud it belongs to", () => {
    expect(parseLoginServer("myregistry-d7e3f2.azurecr.io")?.name).toBe("myregistry");
    expect(cloudOf("myregistry.azurecr.cn").authority).toBe("login.partner.microsoftonline.cn");
    expect(cloudOf("myregistry.azurecr.us").authority).toBe("login.microsoftonline.us");
    expect(cloudOf("images.example.com").authority).toBe("login.microsoftonline.com");
    expect(parseLoginServer("myregistry.azurecr.io.evil.test")).toBeNull();
    expect(parseLoginServer("evil-azurecr.io")).toBeNull();
  });
});

describe("identity", () => {
  test.each<[Record<string, unknown>, Partial<Issue>]>([
    [
      { ...principal, clientId: clientSecret },
      {
        path: "settings.clientId",
        code: "swapped",
        message: "This looks like the client secret. It belongs in the other field.",
        fix: {
          kind: "swap",
          label: "Swap them",
          paths: ["settings.clientId", "secret.clientSecret"],
        },
      },
    ],
    [
      { ...principal, clientId: "http://berth-pull" },
      {
        path: "settings.clientId",
        code: "not-a-guid",
        message:
          "A client id is a GUID such as `11111111-2222-3333-4444-555555555555`. The application's name doesn't work; copy **Application (client) ID**.",
      },
    ],
    [
      { ...principal, clientId: "" },
      { path: "settings.clientId", code: "required" },
    ],
    [
      { ...principal, tenantId: "../x" },
      { path: "settings.tenantId", code: "not-a-guid" },
    ],
    [
      { ...principal, tenantId: "evil.test" },
      { path: "settings.tenantId", code: "not-a-guid" },
    ],
    [
      { ...principal, tenantId: clientId },
      { path: "settings.tenantId", code: "same-as-client-id" },
    ],
    [
      { ...principal, authority: "https://evil.test" },
      { path: "settings.authority", code: "unknown-setting" },
    ],
    [
      { ...token, tokenName: clientId },
      {
        path: "settings.tokenName",
        code: "client-id",
        fix: {
          kind: "set",
          label: "Sign in with a service principal",
          values: { credential: "service-principal", clientId },
        },
      },
    ],
    [
      { ...token, tokenName: "a b" },
      { path: "settings.tokenName", code: "bad-token-name" },
    ],
    [
      { ...principal, repositories: ["Team/x"] },
      { path: "settings.repositories", code: "upper-case" },
    ],
  ])("answers %j with %o", (input, issue) => {
    const result = checkSettings(acr, input);
    expect(result.ok ? [] : result.issues).toEqual([expect.objectContaining(issue)]);
    expect(JSON.stringify(result)).not.toContain(clientSecret);
  });

  test("warns about the admin user", () => {
    expect(checkSettings(acr, { ...token, tokenName: "myregistry" }).notices).toEqual([
      expect.objectContaining({ code: "admin-user", tone: "warning" }),
    ]);
  });
});

describe("secret", () => {
  test.each<[string, Settings, Record<string, string>, Partial<Issue>]>([
    [
      "the secret's id",
      principal,
      { clientSecret: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee" },
      {
        path: "secret.clientSecret",
        code: "secret-id",
        message:
          "That looks like the secret's ID. Copy the **Value** column; it's shown only once.",
      },
    ],
    ["nothing", principal, {}, { path: "secret.clientSecret", code: "required" }],
    [
      "a service principal's secret as a token's password",
      token,
      { tokenPassword: clientSecret },
      {
        path: "secret.tokenPassword",
        code: "client-secret",
        message:
          "This looks like the client secret of a service principal, but a repository-scoped token was chosen in step 1.",
        fix: {
          kind: "set",
          label: "Sign in with a service principal",
          values: { credential: "service-principal" },
        },
      },
    ],
    [
      "another product's token",
      principal,
      { clientSecret: `ghp_${"a".repeat(36)}` },
      { code: "foreign-token" },
    ],
    [
      "an access token",
      principal,
      { clientSecret: `eyJ${"a".repeat(20)}.eyJ${"a".repeat(20)}.${"a".repeat(20)}` },
      {
        code: "access-token",
        message: "This is an access token, which ends within hours. Paste the client secret.",
      },
    ],
    [
      "the token's name once more",
      token,
      { tokenPassword: "berth-pull" },
      { code: "same-as-user-name" },
    ],
  ])("refuses %s", (_, settings, secret, issue) => {
    const result = checkSecret(acr, settings, secret);
    expect(result.ok ? [] : result.issues).toEqual([expect.objectContaining(issue)]);
  });

  test("accepts a secret's value, and an old one with a warning", () => {
    expect(checkSecret(acr, principal, { clientSecret })).toMatchObject({ ok: true, notices: [] });
    expect(checkSecret(acr, principal, { clientSecret: "an-old-secret" })).toMatchObject({
      ok: true,
      notices: [{ code: "unusual-form", tone: "warning" }],
    });
    expect(checkSecret(acr, token, { tokenPassword: "AbC+/123" })).toMatchObject({
      ok: true,
      notices: [],
    });
  });

  test("swapping client id and secret mends both", () => {
    const values = {
      settings: { ...principal, clientId: clientSecret },
      secret: { clientSecret: clientId },
    };
    const result = checkSettings(acr, values.settings);
    const fix = result.ok ? undefined : result.issues[0]?.fix;
    expect(fix && applyFix(fix, values)).toEqual({ settings: principal, secret: { clientSecret } });
  });
});

describe("pasted text", () => {
  const answer = JSON.stringify({
    appId: clientId,
    displayName: "x",
    password: clientSecret,
    tenant: tenantId,
  });
  test.each<[string, Record<string, unknown>]>([
    [
      "myregistry.azurecr.io/ml/train:v2",
      {
        settings: { loginServer: "myregistry.azurecr.io" },
        testImage: "myregistry.azurecr.io/ml/train:v2",
      },
    ],
    ["https://myregistry.azurecr.io", { settings: { loginServer: "myregistry.azurecr.io" } }],
    ["az acr login --name MyRegistry", { settings: { loginServer: "myregistry.azurecr.io" } }],
    [
      `docker login myregistry.azurecr.io -u ${clientId} -p ${clientSecret}`,
      { settings: { loginServer: "myregistry.azurecr.io", clientId }, secret: { clientSecret } },
    ],
    [
      "docker login myregistry.azurecr.io -u berth-pull --password-stdin",
      { settings: { credential: "repository-token", tokenName: "berth-pull" }, secret: {} },
    ],
    [
      "docker login myregistry.azurecr.io -u 00000000-0000-0000-0000-000000000000 -p eyJx",
      { settings: { loginServer: "myregistry.azurecr.io" }, secret: {} },
    ],
    [
      answer,
      {
        settings: { credential: "service-principal", clientId, tenantId },
        secret: { clientSecret },
      },
    ],
  ])("reads %j", (text, expected) => {
    expect(detectType(text, [acr])).toMatchObject({
      type: "azure-container-registry",
      ...expected,
    });
  });

  test.each(["ghcr.io/a/b", "myregistry.azurecr.io.evil.test/a", "myregistry", "{}"])(
    "leaves %j to others",
    (text) => {
      expect(detectType(text, [acr])).toBeNull();
    },
  );
});

describe("guide", () => {
  const commands = (settings: Settings, shell: "bash" | "powershell" = "bash") =>
    acr
      .guide(settings)
      .flatMap((step) =>
        step.blocks.flatMap((block) => (block.kind === "command" ? [block.command] : [])),
      )
      .map((command) => renderTemplate(command[shell] ?? command.bash));

  test("creates a service principal with AcrPull, for Bash and for PowerShell", () => {
    expect(commands(principal)).toEqual([
      "az acr show --name myregistry --query loginServer -o tsv",
      "az acr show --name myregistry --query roleAssignmentMode -o tsv",
      'ACR_ID=$(az acr show --name myregistry --query id -o tsv)\naz ad sp create-for-rbac --name berth-pull-myregistry --role AcrPull --scopes "$ACR_ID" --years 1',
    ]);
    expect(commands(principal, "powershell")[2]).toBe(
      "$acrId = az acr show --name myregistry --query id -o tsv\naz ad sp create-for-rbac --name berth-pull-myregistry --role AcrPull --scopes $acrId --years 1",
    );
  });

  test("uses the role that counts in ABAC mode", () => {
    expect(commands({ ...principal, permissionMode: "abac" })[2]).toContain(
      "--role 'Container Registry Repository Reader'",
    );
  });

  test("narrows the role by a condition that a shell hands on as it is", () => {
    const abac = { ...principal, permissionMode: "abac", repositories: ["ml/train", "web/*"] };
    const [, , create = ""] = commands(abac);
    expect(create).toContain("az ad sp create-for-rbac --name berth-pull-myregistry --years 1\n");
    const az = `az() { for word in "$@"; do printf '%s\\n' "$word"; done; }`;
    const words = execFileSync("bash", ["-c", `${az}\n${create}`], { encoding: "utf8" }).split(
      "\n",
    );
    expect(words).toContain("Container Registry Repository Reader");
    expect(words[words.indexOf("--condition") + 1]).toBe(
      "((!(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/read'})" +
        " AND !(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/metadata/read'}))" +
        " OR (@Request[Microsoft.ContainerRegistry/registries/repositories:name] StringEqualsIgnoreCase 'ml/train'" +
        " OR @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWithIgnoreCase 'web/'))",
    );
  });

  test("says what can't be narrowed, and what can be done about it", () => {
    const notes = (settings: Settings) =>
      acr.guide(settings)[1]?.blocks.flatMap((block) => (block.kind === "note" ? [block] : []));
    expect(notes({ ...principal, repositories: ["ml/train"] })?.at(-1)).toMatchObject({
      text: expect.stringContaining("it can't be narrowed to `ml/train`") as string,
      fix: { values: { credential: "repository-token" } },
    });
  });

  test("names every repository of a token, however many there are", () => {
    const repositories = Array.from({ length: 30 }, (_, i) => `team/app${i}`);
    expect(commands({ ...token, repositories: ["ml/train", "web"] })[1]).toBe(
      "az acr token create --name berth-pull --registry myregistry --repository ml/train content/read --repository web content/read",
    );
    expect(commands({ ...token, repositories })[1]).toContain(
      "--repository team/app29 content/read",
    );
    expect(commands({ credential: "repository-token" })[1]).toBe(
      "az acr token create --name berth-pull --registry ‹name› --repository ‹repository› content/read",
    );
  });
});

test("patterns stay on the login server and never carry a star", () => {
  const owner = { type: acr, settings: principal, hostRule: acr.hostRule(principal) };
  for (const { text } of acr.suggestPatterns(
    { ...principal, repositories: ["ml/*"] },
    "myregistry.azurecr.io/x/y:1",
  )) {
    expect([text, checkPatternFor(owner, text).ok]).toEqual([text, true]);
  }
  expect(checkPatternFor(owner, "*.azurecr.io/*")).toMatchObject({
    code: "star-shared-suffix",
    at: 0,
  });
  expect(checkPatternFor(owner, "other.azurecr.io/*")).toMatchObject({
    code: "outside-hosts",
    message:
      "This pattern is for `other.azurecr.io`, but this registry has the host `myregistry.azurecr.io`.",
    fixes: ["myregistry.azurecr.io/*"],
  });
});

test("the secret is bound to login server, client id and tenant", () => {
  const before = bindingFields(acr, principal);
  const change = (other: Settings) =>
    changedBinding(before, bindingFields(acr, { ...principal, ...other }));
  expect(change({ loginServer: "other.azurecr.io" })).toEqual(["hosts"]);
  expect(change({ clientId: tenantId })).toEqual(["identity"]);
  expect(change({ tenantId: clientId })).toEqual(["place"]);
  expect(change({ permissionMode: "abac", repositories: ["x"] })).toEqual([]);
});

test("the expiry is a year from now for a service principal, and unknown for a token", () => {
  const now = Date.UTC(2026, 0, 1);
  expect(acr.expiry({}, principal, now)).toMatchObject({
    source: "default",
    at: Date.UTC(2027, 0, 1),
  });
  expect(acr.expiry({}, token, now)).toMatchObject({ source: "unknown", at: null });
});
