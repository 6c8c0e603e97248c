import { describe, expect, test } from "vitest";
import { leafPem, rootPem } from "../../../test/certificates.ts";
import {
  applyFix,
  bindingFields,
  changedBinding,
  checkPatternFor,
  checkSecret,
  checkSettings,
  checkStep,
  detectType,
  draftSettings,
  initialSettings,
  renderTemplate,
  type Issue,
  type Settings,
} from "../../index.ts";
import { standard } from "./index.ts";

const plain = { preset: "plain", tls: "public" };

describe("settings", () => {
  test("keeps the canonical form and the host rule that follows from it", () => {
    const result = checkSettings(standard, {
      host: "https://Reg.Example.com:443/",
      username: " bot ",
    });
    expect(result).toEqual({
      ok: true,
      settings: { ...plain, host: "reg.example.com", username: "bot" },
      hostRule: { kind: "exact", hosts: ["reg.example.com"] },
      notices: [
        expect.objectContaining({ path: "settings.host", code: "scheme-removed" }),
        expect.objectContaining({ path: "settings.host", code: "slash-removed" }),
        expect.objectContaining({ path: "settings.host", code: "lower-cased" }),
        expect.objectContaining({ path: "settings.host", code: "port-removed" }),
        expect.objectContaining({ path: "settings.username", code: "trimmed" }),
      ],
    });
  });

  test("takes a wildcard below a domain of one's own as the host rule", () => {
    expect(checkSettings(standard, { host: "*.art.example.com" })).toMatchObject({
      ok: true,
      hostRule: { kind: "wildcard", pattern: "*.art.example.com" },
    });
    expect(standard.defaultHost({ host: "*.art.example.com" })).toBeNull();
  });

  test.each<[Record<string, unknown>, Partial<Issue>]>([
    [{}, { path: "settings.host", code: "required", message: "Enter the host." }],
    [{ host: 7 }, { path: "settings.host", code: "not-text" }],
    [
      { host: "reg.test", junk: 1 },
      { path: "settings.junk", code: "unknown-setting" },
    ],
    [
      { host: "reg.test", tls: "none" },
      { path: "settings.tls", code: "unknown-choice" },
    ],
    [
      { host: "http://reg.test:5000" },
      {
        path: "settings.host",
        code: "plain-http",
        message:
          "`http://` sends passwords unencrypted, so it is not accepted here. Enter the host without it to use HTTPS.",
        fix: {
          kind: "set",
          label: "Use HTTPS with reg.test:5000",
          values: { host: "reg.test:5000" },
        },
      },
    ],
    [
      { host: "docker.io" },
      {
        path: "settings.host",
        code: "docker-hub",
        fix: { kind: "type", label: "Use the type Docker Hub", type: "docker-hub" },
      },
    ],
    [
      { host: "*.azurecr.io" },
      {
        path: "settings.host",
        code: "star-shared-suffix",
        at: 0,
        message:
          "`azurecr.io` is shared by all Azure customers. A `*` there could send this secret to someone else's registry.",
      },
    ],
    [
      { host: "art-*.example.com" },
      {
        path: "settings.host",
        code: "star-place",
        at: 4,
        message:
          "In a host, `*` may stand only as the whole first part, as in `*.art.example.com`.",
      },
    ],
    [
      { host: "reg.test", tls: "private-ca" },
      { path: "settings.caCertificate", code: "required", message: "Enter the CA certificate." },
    ],
    [
      { host: "reg.test", username: "bob:secret" },
      {
        path: "settings.username",
        code: "colon-in-user-name",
        at: 3,
        message:
          "A user name can't contain `:`. If you pasted the name and the password together, enter them separately.",
      },
    ],
    [
      { host: "ghcr.io", preset: "ghcr", username: "bob@example.com" },
      {
        path: "settings.username",
        code: "e-mail",
        message: "GitHub wants the user name here, not the e-mail address.",
      },
    ],
    [
      { host: "nvcr.io", preset: "ngc", username: "bob" },
      {
        path: "settings.username",
        code: "fixed-user-name",
        message: "NVIDIA NGC knows only the user name `$oauthtoken`, written exactly like this.",
        fix: { kind: "set", label: "Use $oauthtoken", values: { username: "$oauthtoken" } },
      },
    ],
    [
      { host: "harbor.example.com", preset: "harbor", username: "robot+ci" },
      {
        path: "settings.username",
        code: "dollar-lost",
        message:
          "A robot's name has a `$` behind `robot`. A shell has probably taken it for a variable: copy the name from Harbor itself.",
      },
    ],
    [
      { host: "reg.test", tokenOrigin: "https://a:b@auth.test" },
      { path: "settings.tokenOrigin", code: "user-in-host" },
    ],
    [
      { host: "reg.test", tokenOrigin: "http://auth.test" },
      { path: "settings.tokenOrigin", code: "plain-http" },
    ],
  ])("answers %j with %o", (input, issue) => {
    const result = checkSettings(standard, input);
    expect(result.ok ? [] : result.issues).toEqual([expect.objectContaining(issue)]);
  });

  test("takes a token service as an origin, and http only together with an http registry", () => {
    const origin = (input: Record<string, string>) => {
      const result = checkSettings(standard, { host: "reg.test", ...input });
      return result.ok ? result.settings["tokenOrigin"] : result.issues[0]?.code;
    };
    expect(origin({ tokenOrigin: "https://Git.Example.com:443/jwt/auth" })).toBe(
      "https://git.example.com",
    );
    expect(origin({ tokenOrigin: "git.example.com:8443" })).toBe("https://git.example.com:8443");
    expect(origin({ tokenOrigin: "http://127.0.0.1:5001", tls: "http" })).toBe(
      "http://127.0.0.1:5001",
    );
  });

  test("warns about unencrypted passwords and about a product that does not fit its host", () => {
    const result = checkSettings(standard, { host: "nvcr.io", tls: "http" });
    expect(result.notices).toEqual([
      expect.objectContaining({
        path: "settings.tls",
        tone: "warning",
        message:
          "Passwords travel unencrypted to this registry. Everybody on the way can read them.",
      }),
      expect.objectContaining({
        path: "settings.preset",
        message: "`nvcr.io` is NVIDIA NGC.",
        fix: {
          kind: "set",
          label: "Choose NVIDIA NGC",
          values: { preset: "ngc", username: "$oauthtoken" },
        },
      }),
    ]);
  });

  test("checks one step without asking for the others", () => {
    expect(checkStep(standard, "where", { host: "reg.test" })).toMatchObject({ issues: [] });
    expect(checkStep(standard, "where", {}).issues.map((issue) => issue.path)).toEqual([
      "settings.host",
    ]);
    expect(checkStep(standard, "paste", { username: "a:b" }).issues).toHaveLength(1);
  });
});

describe("a private CA", () => {
  const withCa = (caCertificate: string) =>
    checkSettings(standard, { host: "reg.test", tls: "private-ca", caCertificate });

  test("is shown by name before it is trusted, and kept without the text around it", () => {
    const result = withCa(`Bag Attributes\n${rootPem}junk\n${leafPem.replaceAll("\n", "\r\n")}`);
    expect(result.notices.map((notice) => notice.message)).toEqual([
      "Acme Root CA, issued by itself, valid until 21 Nov 2036.",
      "Only Org, issued by Acme Root CA, valid until 31 May 2136.",
    ]);
    expect(result.ok && result.settings["caCertificate"]).toBe(rootPem + leafPem);
  });

  const privateKey = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
  test.each([
    ["no-block", "hello", /must contain the line `-----BEGIN CERTIFICATE-----`/],
    ["no-end", rootPem.slice(0, -30), /cut off/],
    ["bad-base64", rootPem.replace("MII", "M*I"), /damaged/],
    ["not-a-certificate", rootPem.replace("MIIB", "MIIA"), /can't be read/],
    ["not-a-certificate", rootPem.replaceAll("CERTIFICATE", "X509 CRL"), /'X509 CRL'/],
    ["private-key", rootPem + privateKey, /Nobody but its owner should have it/],
    ["too-many", rootPem.repeat(21), /There are 21 certificates/],
    ["too-long", "x".repeat(65_537), /too large/],
  ])("is refused with %s", (code, pem, message) => {
    const result = withCa(pem);
    expect(result.ok ? [] : result.issues).toEqual([
      expect.objectContaining({
        path: "settings.caCertificate",
        code,
        message: expect.stringMatching(message),
      }),
    ]);
  });

  test("is dropped where it means nothing", () => {
    const result = checkSettings(standard, { host: "reg.test", caCertificate: rootPem });
    expect(result.ok && "caCertificate" in result.settings).toBe(false);
  });
});

describe("secret", () => {
  const classic = `ghp_${"a1B2".repeat(9)}`;
  const googleKey =
    '{\n "type": "service_account",\n "private_key": "-----BEGIN PRIVATE KEY-----\\nAA"\n}';
  const ecrPassword = `eyJwYXlsb2FkIjoi${"QUJD".repeat(80)}`;

  test.each<[string, Settings, string, Partial<Issue>]>([
    [
      "nothing",
      {},
      "",
      { code: "required", message: "Password or token: nothing was pasted yet." },
    ],
    ["blanks", {}, " \n", { code: "required" }],
    [
      "a mask",
      {},
      "••••••••",
      {
        code: "mask",
        message:
          "That is a placeholder, not a secret. Copy the secret itself; most consoles show it only once.",
      },
    ],
    ["a word that programs print for nothing", {}, "null", { code: "mask" }],
    [
      "a variable",
      {},
      "${REGISTRY_TOKEN}",
      {
        code: "variable",
        message: "That is the name of a variable, not its value. Paste the secret itself.",
      },
    ],
    [
      "a wrapped line",
      {},
      "abc\ndef",
      {
        code: "line-break",
        message:
          "There is a line break inside the secret. It was probably wrapped when it was copied.",
        fix: { kind: "strip", label: "Remove the line breaks", path: "secret.password" },
      },
    ],
    [
      "an invisible character",
      {},
      "abc\u200bdef",
      {
        code: "hidden-character",
        message:
          "There is an invisible character (a zero-width space) inside the secret. It came along when it was copied.",
        fix: { kind: "strip", label: "Remove invisible characters", path: "secret.password" },
      },
    ],
    ["a NUL", {}, "abc\0def", { code: "hidden-character" }],
    ["half of a surrogate pair", {}, "abc\ud800def", { code: "hidden-character" }],
    ["64 KiB", {}, "x".repeat(65_537), { code: "too-long" }],
    [
      "a Google key file",
      {},
      googleKey,
      {
        code: "google-key-file",
        message:
          "This is a Google key file. Google registries have a type of their own, which never sends the key to the registry.",
        fix: {
          kind: "type",
          label: "Use the type Google Artifact Registry",
          type: "google-artifact-registry",
        },
      },
    ],
    [
      "a Docker Hub token",
      {},
      `dckr_pat_${"a".repeat(27)}`,
      {
        code: "docker-hub-token",
        fix: { kind: "type", label: "Use the type Docker Hub", type: "docker-hub" },
      },
    ],
    [
      "ECR's password",
      {},
      ecrPassword,
      {
        code: "ecr-password",
        message:
          "This is the password that AWS ECR hands out for 12 hours. With the type AWS ECR, Berth renews it by itself.",
      },
    ],
    ["an AWS key id", {}, "AKIAABCDEFGHIJKLMNOP", { code: "aws-key-id" }],
    ["a private key", {}, "-----BEGIN RSA PRIVATE KEY-----\nAA==", { code: "private-key" }],
    [
      "the user name once more",
      { username: "s3cret-value" },
      "s3cret-value",
      {
        code: "same-as-user-name",
        message: "User name and password are the same. One of them was pasted twice.",
      },
    ],
  ])("refuses %s without repeating it", (_, settings, password, issue) => {
    const result = checkSecret(standard, { ...plain, host: "reg.test", ...settings }, { password });
    expect(result.ok ? [] : result.issues).toEqual([
      expect.objectContaining({ path: "secret.password", ...issue }),
    ]);
    const readable =
      password.trim().length > 6 ? password.trim() : "nothing that could be repeated";
    expect(JSON.stringify(result)).not.toContain(readable);
  });

  test("trims the ends with a notice and keeps everything inside byte for byte", () => {
    const password = "päss: wörd\\ $x \"'";
    const result = checkSecret(
      standard,
      { ...plain, host: "reg.test" },
      { password: `\u00a0 ${password}\r\n` },
    );
    expect(result).toMatchObject({ ok: true, secret: { password } });
    expect(result.notices).toEqual([
      {
        path: "secret.password",
        code: "trimmed",
        message: "Removed spaces or line breaks at the ends.",
      },
    ]);
  });

  test.each<[string, string, string]>([
    ["ghcr", `github_pat_${"a".repeat(60)}`, "fine-grained-token"],
    ["ghcr", `ghs_${"a".repeat(36)}`, "short-lived-token"],
    ["ghcr", "correct horse battery", "password"],
    ["gitlab", `glcbt-64_${"a".repeat(20)}`, "short-lived-token"],
    ["gitlab", `glrt-${"a".repeat(20)}`, "wrong-gitlab-token"],
    ["gitlab", classic, "foreign-token"],
    ["hugging-face", "password1", "password"],
    ["plain", `ya29.${"a".repeat(40)}`, "short-lived-token"],
    ["plain", Buffer.from("alice:s3cr3t!").toString("base64"), "docker-auth"],
    ["plain", '"quoted"', "quoted"],
  ])("with the product %s, doubts a secret like that (%#)", (preset, password, code) => {
    const settings = { ...plain, preset, host: "reg.test", username: "bob" };
    const result = checkSecret(standard, settings, { password });
    expect(result).toMatchObject({ ok: true, secret: { password } });
    expect(result.notices).toEqual([expect.objectContaining({ code, tone: "warning" })]);
    expect(result.notices[0]?.message).not.toContain(password);
  });

  test.each<[string, string]>([
    ["ghcr", classic],
    ["gitlab", `gldt-${"a".repeat(20)}`],
    ["gitlab", "an old deploy token"],
    ["quay", "ABCDEF0123456789".repeat(4)],
    ["ngc", `nvapi-${"a".repeat(64)}`],
    ["hugging-face", `hf_${"a".repeat(34)}`],
    ["plain", classic],
    ["plain", "aGVsbG8gd29ybGQhIQ=="],
  ])("with the product %s, has no doubt about its own secrets (%#)", (preset, password) => {
    const settings = { ...plain, preset, host: "reg.test", username: "$oauthtoken" };
    expect(checkSecret(standard, settings, { password })).toMatchObject({ ok: true, notices: [] });
  });

  test("offers to swap a token that was pasted as the user name, and the swap mends it", () => {
    const values = {
      settings: { host: "ghcr.io", username: classic },
      secret: { password: "octocat" },
    };
    const result = checkSettings(standard, values.settings);
    const issue = result.ok ? undefined : result.issues[0];
    expect(issue).toMatchObject({
      path: "settings.username",
      code: "secret-as-user-name",
      message:
        "This looks like a GitHub personal access token, not a user name. It belongs in the secret field.",
    });
    expect(JSON.stringify(result)).not.toContain(classic);
    const mended = issue?.fix && applyFix(issue.fix, values);
    expect(mended).toEqual({
      settings: { host: "ghcr.io", username: "octocat" },
      secret: { password: classic },
    });
  });

  test("never lets a draft keep a token that was pasted as the user name", () => {
    expect(draftSettings(standard, { host: "ghcr.io", username: classic })).toEqual({
      ...plain,
      host: "ghcr.io",
    });
  });

  test("refuses fields it does not know without repeating their names", () => {
    const result = checkSecret(
      standard,
      { ...plain, host: "reg.test" },
      { hunter2: "x", password: "y" },
    );
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });
});

describe("pasted text", () => {
  test.each<[string, Record<string, unknown>]>([
    [
      "ghcr.io/acme/app:v2",
      { settings: { host: "ghcr.io", preset: "ghcr" }, testImage: "ghcr.io/acme/app:v2" },
    ],
    [
      "docker pull 'reg.test:5000/app'",
      { settings: { host: "reg.test:5000" }, testImage: "reg.test:5000/app" },
    ],
    [
      "    image: quay.io/acme/x",
      { settings: { host: "quay.io", preset: "quay" }, testImage: "quay.io/acme/x" },
    ],
    [
      "https://reg.example.com",
      { readAs: "a registry's address", settings: { host: "reg.example.com" }, testImage: null },
    ],
    [
      "echo $T | sudo docker login ghcr.io -u octocat --password-stdin",
      {
        readAs: "a docker login line",
        settings: { host: "ghcr.io", preset: "ghcr", username: "octocat" },
        secret: {},
      },
    ],
    [
      "podman login --username=robot'$'ci -p 'a b' harbor.example.com",
      {
        settings: { host: "harbor.example.com", username: "robot$ci" },
        secret: { password: "a b" },
      },
    ],
    [
      "docker login nvcr.io -u $oauthtoken -p $NGC_KEY",
      { settings: { host: "nvcr.io", preset: "ngc", username: "$oauthtoken" }, secret: {} },
    ],
    ["docker login -u a \\\n  reg.test", { settings: { host: "reg.test", username: "a" } }],
  ])("reads %j", (text, expected) => {
    expect(detectType(text)).toMatchObject({ type: "standard", ...expected });
  });

  test.each([
    "alpine",
    "acme/app",
    "docker login",
    "docker login -u a",
    "two words",
    "",
    "docker login 'x",
    "ftp://reg.test",
  ])("makes nothing of %j", (text) => {
    expect(standard.readPasted(text)).toBeNull();
  });

  test("warns that a password on a command line stays in the shell's history", () => {
    expect(detectType("docker login -u a -p hunter2 reg.test")?.notices).toEqual([
      expect.objectContaining({ code: "password-on-line", tone: "warning" }),
    ]);
  });
});

describe("patterns", () => {
  const suggest = (host: string, image: string | null) =>
    standard.suggestPatterns({ host }, image).map((pattern) => pattern.text);

  test("suggests the namespace of the test image first and the whole registry last", () => {
    expect(suggest("ghcr.io", "ghcr.io/acme/ml/train:v2")).toEqual([
      "ghcr.io/acme/*",
      "ghcr.io/acme/ml/train",
      "ghcr.io/*",
    ]);
    expect(suggest("reg.test", "reg.test/train")).toEqual(["reg.test/*", "reg.test/train"]);
    expect(suggest("reg.test", null)).toEqual(["reg.test/*"]);
    expect(suggest("reg.test", "other.test/a/b")).toEqual(["reg.test/*"]);
    expect(suggest("*.art.example.com", "a.art.example.com/x/y")).toEqual([
      "a.art.example.com/x/*",
      "a.art.example.com/x/y",
      "a.art.example.com/*",
      "*.art.example.com/*",
    ]);
    expect(standard.suggestPatterns({}, "reg.test/x")).toEqual([]);
  });

  test("suggests only what is then accepted", () => {
    for (const [host, image] of [
      ["ghcr.io", "ghcr.io/acme/ml/train:v2"],
      ["*.art.example.com", "a.art.example.com/x/y"],
      ["[::1]:5000", "[::1]:5000/x"],
    ] as const) {
      const owner = { type: standard, hostRule: standard.hostRule({ host }) };
      for (const text of suggest(host, image)) {
        expect([text, checkPatternFor(owner, text)]).toEqual([
          text,
          expect.objectContaining({ ok: true }),
        ]);
      }
    }
  });

  test("says that the whole of a shared service includes strangers' images", () => {
    expect(standard.suggestPatterns({ host: "ghcr.io" }, null)[0]?.covers).toBe(
      "everything on `ghcr.io`, strangers' images included: the secret is used for those as well",
    );
  });
});

describe("what the secret is bound to", () => {
  const base = { ...plain, host: "reg.test:5000", username: "bob" };

  test.each<[string, Settings, string[]]>([
    ["the product hint", { preset: "harbor" }, []],
    ["the host", { host: "other.test:5000" }, ["hosts"]],
    ["the port", { host: "reg.test:5001" }, ["hosts", "port"]],
    ["the user name", { username: "alice" }, ["identity"]],
    ["the token service", { tokenOrigin: "https://auth.test" }, ["pinnedRealm"]],
    ["encryption", { tls: "http" }, ["scheme"]],
    ["the CA", { tls: "private-ca", caCertificate: rootPem }, ["pinnedCa"]],
  ])("changes with %s as expected", (_, change, fields) => {
    const before = bindingFields(standard, base);
    const after = bindingFields(standard, { ...base, ...change });
    expect(changedBinding(before, after)).toEqual(fields);
  });
});

describe("guide", () => {
  test("has the four steps for every product, and fills the login line", () => {
    for (const { settings } of standard.presets) {
      const steps = standard.guide(settings);
      expect(steps.map((step) => step.id)).toEqual(["where", "create", "paste", "check"]);
    }
    const commands = standard
      .guide({ host: "nvcr.io", username: "$oauthtoken" })
      .flatMap((step) =>
        step.blocks.flatMap((block) => (block.kind === "command" ? [block.command] : [])),
      );
    expect(commands.map((command) => renderTemplate(command.bash))).toEqual([
      "docker login --username '$oauthtoken' nvcr.io",
    ]);
  });

  test("works on an empty draft", () => {
    expect(JSON.stringify(standard.guide(initialSettings(standard)))).toContain('"label":"host"');
    expect(standard.identity({})).toBeNull();
    expect(standard.userNameRule({})).toMatch(/Leave it empty/);
  });
});

describe("expiry", () => {
  const now = Date.UTC(2026, 0, 1);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  test("is read from a token that carries it", () => {
    const exp = Date.UTC(2026, 4, 2) / 1000;
    const password = `${part({ alg: "none" })}.${part({ exp })}.c2ln`;
    expect(standard.expiry({ password }, plain, now)).toEqual({
      source: "read",
      at: exp * 1000,
      text: "Read from the token: it ends on 2 May 2026.",
    });
  });

  test("in the past is refused before anything is sent", () => {
    const password = `${part({ alg: "none" })}.${part({ exp: now / 1000 - 1 })}.c2ln`;
    const result = checkSecret(standard, { ...plain, host: "reg.test" }, { password }, now);
    expect(result.ok ? [] : result.issues).toEqual([
      {
        path: "secret.password",
        code: "expired",
        message: "This token expired on 31 Dec 2025. Create a new one.",
      },
    ]);
  });

  test("is Harbor's usual 30 days, or unknown with a reminder", () => {
    expect(standard.expiry({ password: "x" }, { preset: "harbor" }, now)).toMatchObject({
      source: "default",
      at: Date.UTC(2026, 0, 31),
    });
    expect(standard.expiry({ password: "x" }, plain, now)).toMatchObject({
      source: "unknown",
      at: null,
      remindAt: Date.UTC(2026, 3, 1),
    });
  });
});

describe("where the secret may go", () => {
  test("its own origin, GitLab's sibling, and what an admin pinned", () => {
    expect(standard.realmRule({}, "reg.test")).toEqual({
      sameOrigin: true,
      urls: [],
      pinnedOrigins: [],
      mayPin: true,
    });
    expect(standard.realmRule({}, "registry.gitlab.com").urls).toEqual([
      "https://gitlab.com/jwt/auth",
    ]);
    expect(
      standard.realmRule({ tokenOrigin: "https://auth.test" }, "reg.test").pinnedOrigins,
    ).toEqual(["https://auth.test"]);
  });

  test("says what a worker gets", () => {
    expect(standard.handOut({}, "basic")).toMatchObject({ carrier: "stored-secret" });
    expect(standard.handOut({}, "bearer")).toMatchObject({ carrier: "registry-token" });
  });
});
