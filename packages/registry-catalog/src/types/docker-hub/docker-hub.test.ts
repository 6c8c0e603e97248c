import { describe, expect, test } from "vitest";
import {
  applyFix,
  bindingFields,
  changedBinding,
  checkPatternFor,
  checkSecret,
  checkSettings,
  detectType,
  renderTemplate,
  type Issue,
  type Settings,
} from "../../index.ts";
import { standard } from "../standard/index.ts";
import { dockerHub } from "./index.ts";

const organizationToken = `dckr_oat_${"aB3-_".repeat(6)}xy`;
const personalToken = `dckr_pat_${"aB3-_".repeat(5)}xy`;
const base = { namespace: "acme", tokenKind: "organization", signInPublic: false, lifetime: "90" };

describe("settings", () => {
  test.each<[unknown, string, string[]]>([
    ["acme", "acme", []],
    ["Acme ", "acme", ["trimmed", "lower-cased"]],
    ["acme/*", "acme", ["slash-removed"]],
    ["docker.io/acme/train:v2", "acme", ["read-from-image"]],
    ["https://hub.docker.com/r/acme/train", "acme", ["read-from-image"]],
    ["acme/train", "acme", ["read-from-image"]],
  ])("takes %j as the namespace %s", (namespace, wanted, codes) => {
    const result = checkSettings(dockerHub, { namespace });
    expect(result).toMatchObject({ ok: true, settings: { ...base, namespace: wanted } });
    expect(result.notices.map((notice) => notice.code)).toEqual(codes);
  });

  test.each<[Record<string, unknown>, Partial<Issue>]>([
    [
      { namespace: "" },
      { path: "settings.namespace", code: "required", message: "Enter the namespace." },
    ],
    [{ namespace: "acme.io" }, { path: "settings.namespace", code: "bad-namespace" }],
    [{ namespace: "ghcr.io/acme/x" }, { path: "settings.namespace", code: "bad-namespace" }],
    [
      { namespace: "library/alpine" },
      {
        code: "official-images",
        message:
          "`library` holds Docker's official images, which everybody can pull. Enter your own organization or user.",
      },
    ],
    [
      { repositories: ["other/app"] },
      {
        path: "settings.repositories",
        code: "other-namespace",
        message: "`other/app`: This repository belongs to `other`, not to `acme`.",
      },
    ],
    [{ repositories: ["Train"] }, { code: "upper-case" }],
    [
      { username: "bob@example.com", tokenKind: "personal" },
      {
        path: "settings.username",
        code: "e-mail",
        at: 3,
        message:
          "Enter your Docker ID, not your e-mail address. It stands in the menu behind your picture.",
      },
    ],
    [
      { username: "bob@example.com" },
      { code: "e-mail", message: "Enter the organization's name, not your e-mail address." },
    ],
    [
      { username: personalToken },
      {
        code: "secret-as-user-name",
        message:
          "This looks like a Docker Hub personal access token, not a user name. It belongs in the secret field.",
        fix: {
          kind: "swap",
          label: "Swap the two fields",
          paths: ["settings.username", "secret.token"],
        },
      },
    ],
    [
      { lifetime: "none" },
      {
        path: "settings.lifetime",
        code: "endless-organization-token",
        message:
          "An organization access token ends after a year at the latest. Choose how long yours lasts.",
      },
    ],
  ])("answers %j with %o", (change, issue) => {
    const result = checkSettings(dockerHub, { ...base, ...change });
    expect(result.ok ? [] : result.issues).toEqual([expect.objectContaining(issue)]);
  });
});

describe("token", () => {
  test.each<[string, Settings, string, Partial<Issue>]>([
    [
      "a password",
      {},
      "correct horse battery staple",
      {
        code: "password",
        message:
          "This may be a password. Use an access token instead: it can be limited to pulling and revoked, and a password can do everything your account can.",
      },
    ],
    [
      "the other kind of token",
      {},
      personalToken,
      {
        code: "other-token-kind",
        message: "This is a personal access token, but an organization one was chosen in step 1.",
        fix: {
          kind: "set",
          label: "Use it as a personal token",
          values: { tokenKind: "personal" },
        },
      },
    ],
    [
      "the other kind of token",
      { tokenKind: "personal" },
      organizationToken,
      { code: "other-token-kind" },
    ],
    [
      "another product's token",
      {},
      `ghp_${"a1B2".repeat(9)}`,
      {
        code: "foreign-token",
        message:
          "This looks like a GitHub personal access token. Docker Hub's tokens begin with `dckr_oat_` or `dckr_pat_`.",
      },
    ],
    ["nothing", {}, "", { code: "required" }],
  ])("refuses %s", (_, change, token, issue) => {
    const result = checkSecret(dockerHub, { ...base, username: "acme", ...change }, { token });
    expect(result.ok ? [] : result.issues).toEqual([
      expect.objectContaining({ path: "secret.token", ...issue }),
    ]);
    expect(JSON.stringify(result)).not.toContain(token || "nothing that could be repeated");
  });

  test("fills in the organization as the user name, and stores it", () => {
    expect(checkSecret(dockerHub, base, { token: organizationToken })).toEqual({
      ok: true,
      secret: { token: organizationToken },
      settings: { ...base, username: "acme" },
      notices: [
        {
          path: "settings.username",
          code: "user-name-filled-in",
          message:
            "The user name of an organization access token is the organization's name: acme.",
        },
      ],
    });
  });

  test("asks for the Docker ID of a personal token", () => {
    const result = checkSecret(
      dockerHub,
      { ...base, tokenKind: "personal" },
      { token: personalToken },
    );
    expect(result.ok ? [] : result.issues).toEqual([
      {
        path: "settings.username",
        code: "required",
        message: "Enter the Docker ID that the token belongs to.",
      },
    ]);
  });

  test("doubts a user name that is not the organization, and mends it with one click", () => {
    const settings = { ...base, username: "bob" };
    const result = checkSecret(dockerHub, settings, { token: organizationToken });
    expect(result.notices).toEqual([
      expect.objectContaining({
        message:
          "With an organization access token the user name is the organization's name. Is it not `acme`?",
      }),
    ]);
    const fix = result.notices[0]?.fix;
    expect(fix && applyFix(fix, { settings, secret: {} }).settings["username"]).toBe("acme");
  });

  test.each([
    ["an old token", "123e4567-e89b-12d3-a456-426614174000", "unusual-form"],
    ["a prefix that is new", `dckr_xyz_${"a".repeat(30)}`, "unusual-form"],
    ["a token that is cut off", organizationToken.slice(0, -4), "cut-off"],
  ])("accepts %s with a warning", (_, token, code) => {
    const result = checkSecret(dockerHub, { ...base, username: "acme" }, { token });
    expect(result).toMatchObject({ ok: true, notices: [{ code, tone: "warning" }] });
  });
});

describe("pasted text", () => {
  test.each<[string, Record<string, unknown>]>([
    ["acme/train:v2", { settings: { namespace: "acme" }, testImage: "docker.io/acme/train:v2" }],
    ["docker pull acme/train", { settings: { namespace: "acme" } }],
    [
      "alpine",
      {
        settings: { signInPublic: true },
        testImage: "docker.io/library/alpine",
        notices: [expect.objectContaining({ code: "official-image" })],
      },
    ],
    [
      "https://hub.docker.com/r/acme/train/tags",
      { settings: { namespace: "acme" }, testImage: "docker.io/acme/train" },
    ],
    ["https://hub.docker.com/_/alpine", { settings: { signInPublic: true } }],
    [
      "https://index.docker.io/v1/",
      { readAs: "Docker Hub's address", settings: {}, testImage: null },
    ],
    [
      `docker login -u acme -p ${organizationToken}`,
      { settings: { username: "acme", namespace: "acme", tokenKind: "organization" } },
    ],
    ["docker login -u bob", { settings: { username: "bob" }, secret: {} }],
    [
      `docker login -u bob -p ${personalToken} docker.io`,
      { settings: { username: "bob", tokenKind: "personal" }, secret: { token: personalToken } },
    ],
    ["docker login https://index.docker.io/v1/ -u bob", { settings: { username: "bob" } }],
    [
      personalToken,
      { settings: { tokenKind: "personal" }, secret: { token: personalToken }, testImage: null },
    ],
  ])("reads %j", (text, expected) => {
    expect(detectType(text, [standard, dockerHub])).toMatchObject({
      type: "docker-hub",
      ...expected,
    });
  });

  test.each([
    "ghcr.io/acme/x",
    "docker login ghcr.io -u bob",
    "localhost:5000/x",
    "reg.example.com",
  ])("leaves %j to the standard type", (text) => {
    expect(detectType(text, [standard, dockerHub])?.type).toBe("standard");
  });

  test("never takes a token for an image", () => {
    const tokens = ["ghp_", "glpat-", "hf_", "dckr_pat_", "nvapi-"].map(
      (prefix) => prefix + "a1".repeat(18),
    );
    for (const token of tokens) {
      const pasted = detectType(token, [standard, dockerHub]);
      expect(JSON.stringify({ ...pasted, secret: {} })).not.toContain(token);
      expect(Object.values(pasted?.secret ?? {})).toEqual([token]);
    }
  });
});

describe("patterns", () => {
  const texts = (settings: Settings, image: string | null) =>
    dockerHub.suggestPatterns(settings, image).map((pattern) => pattern.text);

  test("cover the namespace, and all of Docker Hub only on request", () => {
    expect(texts(base, null)).toEqual(["docker.io/acme/*"]);
    expect(texts({ ...base, repositories: ["train"], signInPublic: true }, "acme/other:1")).toEqual(
      ["docker.io/acme/train", "docker.io/acme/*", "docker.io/acme/other", "docker.io/*"],
    );
  });

  test("that are suggested are accepted, and hosts elsewhere are not", () => {
    const owner = { type: dockerHub, settings: base, hostRule: dockerHub.hostRule(base) };
    for (const text of texts(
      { ...base, repositories: ["train"], signInPublic: true },
      "acme/other",
    )) {
      expect([text, checkPatternFor(owner, text).ok]).toEqual([text, true]);
    }
    expect(checkPatternFor(owner, "acme/*")).toMatchObject({
      pattern: { canonical: "docker.io/acme/*" },
    });
    expect(checkPatternFor(owner, "ghcr.io/acme/*")).toMatchObject({
      code: "outside-hosts",
      message: "This pattern is for `ghcr.io`, but this registry has the host `docker.io`.",
      fixes: ["docker.io/acme/*"],
    });
    expect(checkPatternFor(owner, "*.docker.io/acme/*")).toMatchObject({
      code: "star-shared-suffix",
    });
  });
});

describe("guide", () => {
  const text = (settings: Settings) => JSON.stringify(dockerHub.guide(settings));

  test("names the repositories to add and the smallest scope", () => {
    expect(text({ ...base, repositories: ["train", "web"] })).toContain(
      "Under **Repository** add `acme/train`, `acme/web` with the scope **Image Pull**",
    );
    expect(text({ ...base, tokenKind: "personal" })).toContain("**Read-only**");
  });

  test("fills in the login line and warns where public pulls depend on the token", () => {
    const blocks =
      dockerHub.guide({ ...base, username: "acme", signInPublic: true })[3]?.blocks ?? [];
    const lines = blocks.flatMap((block) =>
      block.kind === "command" ? [renderTemplate(block.command.bash)] : [],
    );
    expect(lines).toEqual(["docker login --username acme"]);
    expect(blocks.at(-1)).toMatchObject({ kind: "note", tone: "warning" });
  });
});

test("the token goes to Docker Hub's own token service and nowhere else", () => {
  expect(dockerHub.realmRule(base, "docker.io")).toEqual({
    sameOrigin: false,
    urls: ["https://auth.docker.io/token"],
    pinnedOrigins: [],
    mayPin: false,
  });
  expect(dockerHub.headOnly).toBe(true);
});

test("only the user name moves the secret", () => {
  const before = bindingFields(dockerHub, { ...base, username: "acme" });
  const change = (settings: Settings) =>
    changedBinding(before, bindingFields(dockerHub, { ...base, username: "acme", ...settings }));
  expect(change({ username: "bob" })).toEqual(["identity"]);
  expect(change({ namespace: "other", repositories: ["x"], signInPublic: true })).toEqual([]);
});

test("the expiry follows from the lifetime that was chosen", () => {
  const now = Date.UTC(2026, 0, 1);
  expect(dockerHub.expiry({}, base, now)).toMatchObject({
    source: "default",
    at: Date.UTC(2026, 3, 1),
  });
  expect(dockerHub.expiry({}, { lifetime: "none" }, now)).toMatchObject({
    source: "entered",
    at: null,
  });
  expect(dockerHub.expiry({}, { lifetime: "other" }, now)).toMatchObject({ source: "unknown" });
});
