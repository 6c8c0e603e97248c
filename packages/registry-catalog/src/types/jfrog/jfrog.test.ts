import { describe, expect, test } from "vitest";
import {
  bindingFields,
  changedBinding,
  checkPatternFor,
  checkSecret,
  checkSettings,
  detectType,
  renderTemplate,
  waysToPull,
  type Issue,
  type Settings,
} from "../../index.ts";
import { jfrog } from "./index.ts";
import { readJfrogToken } from "./token.ts";

const now = Date.UTC(2026, 4, 10);
const seconds = (...day: [number, number, number]) => Date.UTC(...day) / 1000;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: Record<string, unknown>) =>
  `${part({ ver: "2", typ: "JWT", alg: "RS256", kid: "x" })}.${part({
    sub: "jfac@01abc/users/berth-pull",
    scp: 'applied-permissions/groups:"docker-readers"',
    aud: "*@*",
    iss: "jfac@01abc",
    exp: seconds(2026, 7, 8),
    ...claims,
  })}.${"c2lnbmF0dXJl".repeat(8)}`;

const cloud = { hosting: "cloud", method: "path", host: "acme.jfrog.io" };
const own = {
  hosting: "self-managed",
  method: "subdomain",
  tls: "public",
  host: "art.example.com",
};
const token = jwt({});
const referenceToken = `cmVmd${"aB3".repeat(19)}xy`;

describe("hosts", () => {
  test.each<[Settings, unknown, string | null]>([
    [cloud, { kind: "exact", hosts: ["acme.jfrog.io"] }, "acme.jfrog.io"],
    [
      { ...cloud, method: "subdomain", repositories: ["docker-local"] },
      { kind: "exact", hosts: ["acme-docker-local.jfrog.io", "acme.jfrog.io"] },
      "acme-docker-local.jfrog.io",
    ],
    [
      { ...own, repositories: ["docker-local", "images"] },
      {
        kind: "exact",
        hosts: ["art.example.com", "docker-local.art.example.com", "images.art.example.com"],
      },
      "docker-local.art.example.com",
    ],
    [{ ...own, repositories: ["*"] }, { kind: "wildcard", pattern: "*.art.example.com" }, null],
    [
      { ...own, method: "port", port: "8876" },
      { kind: "exact", hosts: ["art.example.com:8876"] },
      "art.example.com:8876",
    ],
    [{ ...own, method: "path" }, { kind: "exact", hosts: ["art.example.com"] }, "art.example.com"],
    [{ ...own, repositories: [] }, null, null],
    [{}, null, null],
  ])("of %j are %o", (settings, rule, host) => {
    expect(jfrog.hostRule(settings)).toEqual(rule);
    expect(jfrog.defaultHost(settings)).toBe(host);
  });
});

describe("settings", () => {
  test.each<[Record<string, unknown>, Settings, string[]]>([
    [cloud, cloud, []],
    [
      { ...cloud, host: "https://acme.jfrog.io/artifactory/" },
      cloud,
      [
        "Removed 'https://'. Image references don't include it.",
        "Docker can't use '/artifactory' in an image name; removed.",
      ],
    ],
    [
      { ...cloud, host: "https://acme.jfrog.io/ui/packages" },
      cloud,
      [
        "Removed 'https://'. Image references don't include it.",
        "Docker can't use '/ui' in an image name; removed.",
      ],
    ],
    [{ ...cloud, host: "acme" }, cloud, ["Written as 'acme.jfrog.io'."]],
    [
      { ...own, repositories: "docker-local", port: "1" },
      { ...own, repositories: ["docker-local"] },
      [],
    ],
    [{ ...own, method: "port", port: 8876 }, { port: "8876" }, []],
  ])("takes %j", (input, settings, messages) => {
    const result = checkSettings(jfrog, input);
    expect(result).toMatchObject({ ok: true, settings });
    expect(result.notices.map((notice) => notice.message)).toEqual(messages);
  });

  test.each<[Record<string, unknown>, Partial<Issue>]>([
    [
      { ...cloud, host: "" },
      { path: "settings.host", code: "required", message: "Enter the host." },
    ],
    [
      { ...cloud, host: "art.example.com" },
      {
        path: "settings.host",
        code: "not-cloud",
        message:
          "A JFrog Cloud host ends in `.jfrog.io`. With a domain of your own, choose self-managed.",
        fix: {
          kind: "set",
          label: "It is self-managed",
          values: { hosting: "self-managed", host: "art.example.com" },
        },
      },
    ],
    [{ ...own, host: "acme.jfrog.io" }, { code: "is-cloud" }],
    [
      { ...cloud, method: "port", port: "8876" },
      {
        path: "settings.method",
        code: "no-ports-in-cloud",
        message:
          "JFrog Cloud has no ports of one's own. Choose the repository path or the subdomain.",
      },
    ],
    [
      { ...own, repositories: [] },
      {
        path: "settings.repositories",
        code: "required",
        message:
          "With subdomains the repository is part of the host. Name at least one repository key.",
      },
    ],
    [
      { ...cloud, method: "subdomain", repositories: ["*"] },
      { path: "settings.repositories", code: "star" },
    ],
    [{ ...own, host: "co.uk", repositories: ["*"] }, { code: "star-public-suffix" }],
    [{ ...own, repositories: ["*", "a"] }, { code: "star-and-repositories" }],
    [{ ...own, repositories: ["a_b"] }, { code: "not-a-label" }],
    [
      { ...cloud, repositories: ["Docker-Local"] },
      {
        code: "upper-case",
        message:
          "`Docker-Local`: Docker needs repository keys in lower case. This repository can't be used in image names.",
      },
    ],
    [{ ...cloud, repositories: ["acme.jfrog.io/docker-local"] }, { code: "not-a-key" }],
    [
      { ...own, method: "port", port: "99999" },
      { path: "settings.port", code: "bad-port" },
    ],
    [{ ...own, host: "art.example.com:8443", repositories: ["a"] }, { code: "port-and-subdomain" }],
    [
      { ...cloud, username: token },
      { path: "settings.username", code: "secret-as-user-name" },
    ],
    [
      { ...own, tls: "private-ca", repositories: ["a"] },
      { path: "settings.caCertificate", code: "required" },
    ],
  ])("answers %j with %o", (input, issue) => {
    const result = checkSettings(jfrog, input);
    expect(result.ok ? [] : result.issues).toEqual([expect.objectContaining(issue)]);
  });

  test("ask for a connection and a token service only where somebody runs Artifactory themselves", () => {
    const result = checkSettings(jfrog, { ...cloud, tls: "http", tokenOrigin: "https://x.test" });
    expect(result.ok && result.settings).toEqual(cloud);
  });
});

describe("token", () => {
  const check = (secret: string, settings: Settings = cloud) =>
    checkSecret(jfrog, settings, { token: secret }, now);

  test.each<[string, string, Partial<Issue>]>([
    [
      "one that has expired",
      jwt({ exp: seconds(2026, 4, 2) }),
      {
        path: "secret.token",
        code: "expired",
        message: "This token expired on 2 May 2026. Create a new one.",
      },
    ],
    [
      "an admin's",
      jwt({ scp: "applied-permissions/admin" }),
      {
        path: "secret.token",
        code: "admin-token",
        message:
          "This is an admin token: it can change everything in Artifactory. Create one that is limited to Read on the repository.",
      },
    ],
    [
      "an admin's behind a long list of groups",
      jwt({ scp: `applied-permissions/groups:"${"x".repeat(300)}" applied-permissions/admin` }),
      { code: "admin-token" },
    ],
    [
      "an admin's among other scopes",
      jwt({ scp: "applied-permissions/user applied-permissions/admin" }),
      { code: "admin-token" },
    ],
    [
      "a reference token without a user name",
      referenceToken,
      {
        path: "settings.username",
        code: "required",
        message: "The token doesn't say whom it belongs to. Enter the user name it was made for.",
      },
    ],
    ["another product's", `ghp_${"a".repeat(36)}`, { code: "foreign-token" }],
    ["nothing", "", { code: "required" }],
    ["half of one", `${token.slice(0, 80)}\n${token.slice(80)}`, { code: "line-break" }],
  ])("refuses %s", (_, secret, issue) => {
    const result = check(secret);
    expect(result.ok ? [] : result.issues).toEqual([expect.objectContaining(issue)]);
  });

  test("fills in the user name, and says what the token says of itself", () => {
    const result = check(token);
    expect(result).toMatchObject({
      ok: true,
      settings: { ...cloud, username: "berth-pull" },
      notices: [
        { path: "settings.username", message: "Read the user name from the token: berth-pull." },
      ],
    });
    expect(jfrog.describeSecret({ token }, cloud)).toEqual([
      { label: "Subject", value: "jfac@01abc/users/berth-pull" },
      { label: "Scope", value: 'applied-permissions/groups:"docker-readers"' },
      { label: "Ends", value: "8 Aug 2026" },
    ]);
    expect(jfrog.expiry({ token }, cloud, now)).toEqual({
      source: "read",
      at: Date.UTC(2026, 7, 8),
      text: "Read from the token: it ends on 8 Aug 2026.",
    });
  });

  test.each<[string, string]>([
    ["jfrt@01c8/users/alice", "alice"],
    ["jffe@000/users/bob", "bob"],
    ["jfac@01/users/carol", "carol"],
    ["jfrt@01c8", ""],
    ["org/repo", "org/repo"],
  ])("reads the user of the subject %s as %s", (sub, userName) => {
    expect(readJfrogToken(jwt({ sub }))?.userName).toBe(userName);
  });

  test("asks for the user name of a token whose subject is a service, and doubts none", () => {
    const service = jwt({ scp: 'applied-permissions/groups:"readers"', sub: "jfrt@01c8" });
    expect(check(service, { ...cloud, username: "" })).toMatchObject({
      ok: false,
      issues: [
        {
          path: "settings.username",
          message: "The token names no user. Enter the user name it was made for.",
        },
      ],
    });
    const named = check(service, { ...cloud, username: "alice" });
    expect(named.notices.map(({ code }) => code)).not.toContain("other-subject");
  });

  test("doubts a user name that is not the token's, with a fix", () => {
    const result = check(token, { ...cloud, username: "alice" });
    expect(result.notices).toEqual([
      {
        path: "settings.username",
        code: "other-subject",
        tone: "warning",
        message:
          "The token belongs to `berth-pull`. Artifactory compares the user name with the token's own.",
        fix: { kind: "set", label: "Use berth-pull", values: { username: "berth-pull" } },
      },
    ]);
  });

  test.each<[string, string, string]>([
    ["a reference token", referenceToken, "reference-token"],
    ["an API key", `AKCp${"a1B".repeat(23)}`, "api-key"],
    ["a password", "correct horse", "password"],
    [
      "a person's own token",
      jwt({ scp: "applied-permissions/user", sub: "jfac@01abc/users/alice" }),
      "user-token",
    ],
  ])("accepts %s and remarks on it", (_, secret, code) => {
    const result = check(secret, { ...cloud, username: "alice" });
    expect(result).toMatchObject({ ok: true, notices: [{ code }] });
  });

  test("never ends where it carries no date", () => {
    expect(jfrog.expiry({ token: jwt({ exp: undefined }) }, cloud, now)).toMatchObject({
      source: "read",
      at: null,
    });
    expect(jfrog.expiry({ token: referenceToken }, cloud, now)).toMatchObject({
      source: "unknown",
    });
  });
});

describe("pasted text", () => {
  test.each<[string, Record<string, unknown>]>([
    [
      "acme.jfrog.io/docker-local/app:v2",
      {
        settings: { ...cloud, repositories: ["docker-local"] },
        testImage: "acme.jfrog.io/docker-local/app:v2",
      },
    ],
    [
      "acme-docker-local.jfrog.io/app:v2",
      {
        settings: { ...cloud, method: "subdomain", repositories: ["docker-local"] },
        notices: [expect.objectContaining({ code: "guessed" })],
      },
    ],
    [
      "big-corp.jfrog.io/images/app",
      { settings: { method: "path", host: "big-corp.jfrog.io", repositories: ["images"] } },
    ],
    [
      "https://acme.jfrog.io/artifactory/docker-local/",
      {
        readAs: "an Artifactory address",
        settings: { host: "acme.jfrog.io", repositories: ["docker-local"] },
      },
    ],
    ["https://acme.jfrog.io/ui/packages", { settings: { host: "acme.jfrog.io" } }],
    [
      "https://art.example.com/artifactory/docker-local",
      {
        settings: {
          hosting: "self-managed",
          host: "art.example.com",
          repositories: ["docker-local"],
        },
      },
    ],
    [
      `docker login -u alice -p ${referenceToken} acme.jfrog.io`,
      { settings: { ...cloud, username: "alice" }, secret: { token: referenceToken } },
    ],
    [token, { settings: { username: "berth-pull" }, secret: { token }, testImage: null }],
  ])("reads %j", (text, expected) => {
    expect(detectType(text, [jfrog])).toMatchObject({ type: "jfrog", ...expected });
  });

  test.each(["ghcr.io/a/b", "acme.jfrog.io.evil.test/a", "art.example.com/docker-local/app"])(
    "leaves %j to others",
    (text) => {
      expect(detectType(text, [jfrog])).toBeNull();
    },
  );
});

describe("patterns", () => {
  const texts = (settings: Settings) =>
    jfrog.suggestPatterns(settings, null).map((pattern) => pattern.text);

  test.each<[Settings, string[]]>([
    [
      { ...cloud, repositories: ["docker-local"] },
      ["acme.jfrog.io/docker-local/*", "acme.jfrog.io/*"],
    ],
    [
      { ...cloud, method: "subdomain", repositories: ["docker-local"] },
      ["acme-docker-local.jfrog.io/*"],
    ],
    [
      { ...own, repositories: ["docker-local", "images"] },
      ["docker-local.art.example.com/*", "images.art.example.com/*"],
    ],
    [{ ...own, repositories: ["*"] }, ["*.art.example.com/*"]],
    [{ ...own, method: "port", port: "8876" }, ["art.example.com:8876/*"]],
  ])("of %j are %o, and are accepted", (settings, patterns) => {
    expect(texts(settings)).toEqual(patterns);
    const owner = { type: jfrog, settings, hostRule: jfrog.hostRule(settings) };
    for (const text of patterns)
      expect([text, checkPatternFor(owner, text).ok]).toEqual([text, true]);
  });

  test("never reach over JFrog Cloud", () => {
    const owner = { type: jfrog, settings: cloud, hostRule: jfrog.hostRule(cloud) };
    for (const pattern of ["*.jfrog.io/*", "acme-*.jfrog.io/*"]) {
      expect(checkPatternFor(owner, pattern)).toMatchObject({
        ok: false,
        code: "star-shared-suffix",
      });
    }
  });
});

test("the guide fills in the group and the repositories, quoted for the shell", () => {
  const steps = jfrog.guide({ ...cloud, repositories: ["docker-local"], group: "docker readers" });
  const lines = steps.flatMap((step) =>
    step.blocks.flatMap((block) =>
      block.kind === "command" ? [renderTemplate(block.command.bash)] : [],
    ),
  );
  expect(lines).toEqual(["jf atc berth-pull '--groups=docker readers' --expiry=7776000"]);
  expect(JSON.stringify(steps)).toContain("**Read** on `docker-local`, and nothing else");
  expect(JSON.stringify(steps)).toContain("an image is named `acme.jfrog.io/docker-local/app:v2`");
  expect(JSON.stringify(jfrog.guide({ ...own, method: "port" }))).toContain(
    "art.example.com:‹port›/app:v2",
  );
});

test("the token may go to the registry's own host, to Artifactory's, and to what an admin pinned", () => {
  expect(
    jfrog.realmRule(
      { ...own, tokenOrigin: "https://sso.example.com" },
      "docker-local.art.example.com",
    ),
  ).toEqual({
    sameOrigin: true,
    urls: [],
    pinnedOrigins: ["https://art.example.com", "https://sso.example.com"],
    mayPin: true,
  });
});

test("the secret is bound to hosts, user, CA and token service", () => {
  const settings = { ...own, repositories: ["docker-local"], username: "bob" };
  const before = bindingFields(jfrog, settings);
  const change = (other: Settings) =>
    changedBinding(before, bindingFields(jfrog, { ...settings, ...other }));
  expect(change({ repositories: ["images"] })).toEqual(["hosts"]);
  expect(change({ host: "other.example.com" })).toEqual(["hosts", "place"]);
  expect(change({ username: "alice" })).toEqual(["identity"]);
  expect(change({ tls: "http" })).toEqual(["scheme"]);
  expect(change({ tokenOrigin: "https://sso.example.com" })).toEqual(["pinnedRealm"]);
  expect(change({ group: "readers" })).toEqual([]);
});

// https://jfrog.com/help/r/jfrog-rest-apis/create-scoped-token
test("with a token for a group, clients that take a user name and secret are left with the stored one", () => {
  const entry = {
    pattern: "acme.jfrog.io/docker-local/*",
    registryId: "reg_1",
    registryName: "Art",
    hosts: { kind: "exact" as const, hosts: ["acme.jfrog.io"] },
    servesHostOnly: true,
  };
  const verdicts = (settings: Settings, handOutStored: boolean) =>
    waysToPull({
      entry,
      among: [entry],
      handOut: jfrog.handOut(settings, "bearer"),
      handOutStored,
    }).map(({ id, verdict }) => `${id} ${verdict}`);
  expect(verdicts(cloud, false)).toEqual([
    "pull works",
    "credential-helper works",
    "kubelet works",
    "auth-file works",
  ]);
  const grouped = { ...cloud, group: "docker-readers" };
  expect(verdicts(grouped, false)).toEqual([
    "pull works",
    "credential-helper refused",
    "kubelet refused",
    "auth-file refused",
  ]);
  expect(verdicts(grouped, true)).toEqual(verdicts(cloud, false));
});
