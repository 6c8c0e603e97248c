import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bindingFields,
  changedBinding,
  checkPatternFor,
  checkSecret,
  checkSettings,
  detectType,
  readKeyFile,
  renderTemplate,
  type Issue,
  type Settings,
} from "../../index.ts";
import { googleArtifactRegistry as gar } from "./index.ts";

const rsa = (modulusLength: number) =>
  generateKeyPairSync("rsa", { modulusLength })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
const privateKey = rsa(2048);
const file = {
  type: "service_account",
  project_id: "my-project",
  private_key_id: "0123456789abcdef0123456789abcdef01234567",
  private_key: privateKey,
  client_email: "berth-pull@my-project.iam.gserviceaccount.com",
  client_id: "123",
  auth_uri: "https://accounts.google.com/o/oauth2/auth",
  token_uri: "https://oauth2.googleapis.com/token",
  universe_domain: "googleapis.com",
};
const json = JSON.stringify(file, null, 2);
const base = { service: "pkg", locations: ["us-central1"], projectId: "my-project" };
const check = (keyFile: string, settings: Settings = base) =>
  checkSecret(gar, settings, { keyFile });

describe("settings", () => {
  test.each<[Record<string, unknown>, Settings, string[]]>([
    [{}, base, []],
    [
      { projectId: "https://us-central1-docker.pkg.dev/my-project/containers/app:v1" },
      base,
      ["read-from-image"],
    ],
    [{ projectId: "example.com:my-project" }, { projectId: "example.com:my-project" }, []],
    [
      { projectId: "example.com/my-project" },
      { projectId: "example.com:my-project" },
      ["rewritten"],
    ],
    [{ locations: "us-central1-a" }, base, ["zone"]],
    [{ locations: ["us-central1-docker.pkg.dev"] }, base, ["read-from-address"]],
    [{ locations: ["us-central9"] }, { locations: ["us-central9"] }, ["new-location"]],
    [{ service: "gcr", gcrHosts: ["https://eu.gcr.io/x"] }, { gcrHosts: ["eu.gcr.io"] }, []],
  ])("takes %j as %o", (change, settings, codes) => {
    const result = checkSettings(gar, { ...base, ...change });
    expect(result).toMatchObject({ ok: true, settings });
    expect(result.notices.map((notice) => notice.code)).toEqual(codes);
  });

  test.each<[Record<string, unknown>, Partial<Issue>]>([
    [
      { projectId: "123456789012" },
      {
        path: "settings.projectId",
        code: "project-number",
        message:
          "This is a project number. Enter the project id, which has letters; it stands beside the number in the Google Cloud console.",
      },
    ],
    [
      { projectId: "My Project" },
      {
        code: "bad-project",
        message:
          "This looks like the project's name. Enter its id, which is lower case and has no spaces.",
      },
    ],
    [{ projectId: "abc" }, { code: "bad-project" }],
    [
      { locations: ["us-cental1"] },
      {
        path: "settings.locations",
        code: "unknown-location",
        message:
          "`us-cental1`: Artifact Registry has no location of this name. Did you mean us-central1?",
      },
    ],
    [{ locations: ["evil.test/"] }, { code: "unknown-location" }],
    [{ locations: ["*", "us"] }, { code: "star-and-locations" }],
    [{ locations: [] }, { path: "settings.locations", code: "required" }],
    [{ repositories: ["a/b"] }, { path: "settings.repositories", code: "bad-repository" }],
    [
      { service: "gcr", gcrHosts: ["fr.gcr.io"] },
      { path: "settings.gcrHosts", code: "not-gcr" },
    ],
  ])("answers %j with %o", (change, issue) => {
    const result = checkSettings(gar, { ...base, ...change });
    expect(result.ok ? [] : result.issues).toEqual([expect.objectContaining(issue)]);
  });

  test.each<[Settings, unknown]>([
    [base, { kind: "exact", hosts: ["us-central1-docker.pkg.dev"] }],
    [
      { ...base, locations: ["us", "europe"] },
      { kind: "exact", hosts: ["europe-docker.pkg.dev", "us-docker.pkg.dev"] },
    ],
    [
      { ...base, locations: ["*"] },
      { kind: "wildcard", pattern: "*-docker.pkg.dev" },
    ],
    [
      { ...base, service: "regional" },
      { kind: "exact", hosts: ["docker.us-central1.rep.pkg.dev"] },
    ],
    [
      { ...base, service: "gcr", gcrHosts: ["gcr.io", "eu.gcr.io"] },
      { kind: "exact", hosts: ["eu.gcr.io", "gcr.io"] },
    ],
  ])("%j is reached under %o", (settings, rule) => {
    expect(gar.hostRule(settings)).toEqual(rule);
  });
});

describe("key file", () => {
  test("is reduced to what signing in needs, and describes itself", () => {
    const result = check(json);
    expect(result).toMatchObject({
      ok: true,
      notices: [],
      settings: {
        ...base,
        serviceAccount: "berth-pull@my-project.iam.gserviceaccount.com",
        keyId: "0123456789abcdef0123456789abcdef01234567",
      },
    });
    const secret = result.ok ? result.secret : {};
    const kept = JSON.parse(secret["keyFile"] ?? "");
    expect(Object.keys(kept)).toEqual([
      "type",
      "project_id",
      "private_key_id",
      "private_key",
      "client_email",
    ]);
    expect(createPrivateKey(kept.private_key).asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(gar.describeSecret(secret, base)).toEqual([
      { label: "Service account", value: "berth-pull@my-project.iam.gserviceaccount.com" },
      { label: "Project", value: "my-project" },
      { label: "Key id", value: "01234567…" },
    ]);
    expect(JSON.stringify(gar.describeSecret(secret, base))).not.toContain("PRIVATE");
  });

  test.each<[string, string, string]>([
    ["base64", Buffer.from(json).toString("base64"), "base64"],
    ["base64 in lines", Buffer.from(json).toString("base64").replace(/.{76}/g, "$&\n"), "base64"],
    ["real line breaks inside the key", json.replaceAll("\\n", "\n"), "line-breaks-repaired"],
    ["line breaks escaped twice", json.replaceAll("\\n", "\\\\n"), "line-breaks-repaired"],
    ["line breaks turned into spaces", json.replaceAll("\\n", " "), "line-breaks-repaired"],
    ["Windows line breaks inside the key", json.replaceAll("\\n", "\r\n"), "line-breaks-repaired"],
  ])("with %s is put right and says so", (_, text, code) => {
    const result = check(text);
    expect(result.notices).toContainEqual(expect.objectContaining({ code }));
    const key = readKeyFile(result.ok ? (result.secret["keyFile"] ?? "") : "");
    expect(key?.private_key).toBe(privateKey);
  });

  const changed = (change: Record<string, unknown>) => JSON.stringify({ ...file, ...change });
  const pkcs1 = createPrivateKey(privateKey).export({ type: "pkcs1", format: "pem" }).toString();
  const encrypted = createPrivateKey(privateKey)
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" })
    .toString();
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

  test.each<[string, string, string, RegExp]>([
    ["nothing", "", "required", /nothing was pasted/],
    ["half a file", json.slice(0, 300), "cut-off", /The end of the file is missing/],
    ["the other half", json.slice(300), "cut-off", /The beginning of the file is missing/],
    ["words", "my secret key", "not-json", /This isn't JSON/],
    ["the private key alone", privateKey, "key-alone", /Paste the whole `.json` file/],
    ["a list", "[1]", "not-an-object", /no key file/],
    ["an access token", `ya29.${"a".repeat(50)}`, "access-token", /ends within the hour/],
    ["an API key", `AIza${"a".repeat(35)}`, "api-key", /can't pull images/],
    [
      "a user credential",
      changed({ type: "authorized_user", refresh_token: "x" }),
      "user-credential",
      /^This is a user credential. Create a service account key.$/,
    ],
    [
      "an external account",
      JSON.stringify({
        type: "external_account",
        credential_source: { url: "http://169.254.169.254/" },
      }),
      "external-account",
      /Berth doesn't follow such files/,
    ],
    [
      "an external account with a program",
      JSON.stringify({
        type: "external_account",
        credential_source: { executable: { command: "/bin/sh" } },
      }),
      "external-account",
      /a file or a program/,
    ],
    [
      "an impersonated account",
      changed({ type: "impersonated_service_account" }),
      "impersonated-account",
      /account itself/,
    ],
    [
      "an OAuth client",
      JSON.stringify({ installed: { client_secret: "x" } }),
      "oauth-client",
      /OAuth client/,
    ],
    [
      "a Docker configuration",
      JSON.stringify({ auths: {} }),
      "docker-config",
      /Docker configuration file/,
    ],
    ["other JSON", "{}", "not-a-key-file", /`type` must be `service_account`/],
    [
      "a key that was cut off",
      changed({ private_key: privateKey.slice(0, 500) }),
      "key-cut-off",
      /END PRIVATE KEY/,
    ],
    [
      "a damaged key",
      changed({ private_key: privateKey.replace(/\n[^\n]+\n/, "\n") }),
      "key-damaged",
      /^The private key's line breaks are broken; use the original file.$/,
    ],
    ["no key", changed({ private_key: undefined }), "key-no-key", /`private_key` is missing/],
    [
      "a key with a password",
      changed({ private_key: encrypted }),
      "key-encrypted",
      /protected by a password/,
    ],
    ["a key in an old format", changed({ private_key: pkcs1 }), "key-not-pkcs8", /another format/],
    ["a key of another kind", changed({ private_key: elliptic }), "key-damaged", /.*/],
    ["a short key", changed({ private_key: rsa(1024) }), "key-too-weak", /at least 2,048 bits/],
    ["no account", changed({ client_email: undefined }), "no-account", /`client_email` is missing/],
    [
      "another account",
      changed({ client_email: "bob@example.com" }),
      "not-a-service-account",
      /no service account/,
    ],
    [
      "a look-alike account",
      changed({ client_email: "a@evilgserviceaccount.com" }),
      "not-a-service-account",
      /.*/,
    ],
    ["no key id", changed({ private_key_id: "x" }), "no-key-id", /`private_key_id`/],
    [
      "a foreign token address",
      changed({ token_uri: "https://evil.test/token" }),
      "foreign-token-uri",
      /isn't Google's/,
    ],
    ["another cloud", changed({ universe_domain: "evil.test" }), "other-universe", /another cloud/],
    ["a megabyte", `${json}${" ".repeat(70_000)}x`, "too-long", /too large/],
  ])("%s is refused by name", (_, text, code, message) => {
    const result = check(text);
    expect(result.ok ? [] : result.issues).toEqual([
      { path: "secret.keyFile", code, message: expect.stringMatching(message) },
    ]);
  });

  test("is never repeated in an answer, however broken it is", () => {
    const marker = "MARKERmarker0123456789";
    fc.assert(
      fc.property(
        fc.nat(json.length),
        fc.constantFrom("", '"', "\\", "{", "}", "\n"),
        (at, junk) => {
          const text = json.slice(0, at) + junk + marker + json.slice(at);
          const { ok: _, ...answer } = check(text);
          const shown = JSON.stringify("secret" in answer ? { ...answer, secret: null } : answer);
          expect(shown).not.toContain(privateKey.slice(60, 90));
          expect(shown).not.toContain(marker);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of another project is fine as long as the role is granted", () => {
    const result = check(changed({ project_id: "shared-project" }));
    expect(result.notices).toEqual([
      expect.objectContaining({
        message:
          "This service account lives in shared-project. That's fine as long as the role is granted on my-project.",
      }),
    ]);
  });

  test("of a default account is accepted with a warning", () => {
    const result = check(changed({ client_email: "123456-compute@developer.gserviceaccount.com" }));
    expect(result).toMatchObject({
      ok: true,
      notices: [{ code: "default-account", tone: "warning" }],
    });
  });
});

describe("pasted text", () => {
  test.each<[string, Record<string, unknown>]>([
    [
      "us-central1-docker.pkg.dev/my-project/containers/app:v1",
      {
        settings: { ...base, repositories: ["containers"] },
        testImage: "us-central1-docker.pkg.dev/my-project/containers/app:v1",
      },
    ],
    [
      "europe-docker.pkg.dev/example.com/my-project/containers/app",
      {
        settings: {
          locations: ["europe"],
          projectId: "example.com:my-project",
          repositories: ["containers"],
        },
      },
    ],
    [
      "eu.gcr.io/my-project/app",
      { settings: { service: "gcr", gcrHosts: ["eu.gcr.io"], projectId: "my-project" } },
    ],
    [
      "gcloud auth configure-docker us-central1-docker.pkg.dev",
      { settings: { service: "pkg", locations: ["us-central1"] } },
    ],
    [
      "cat key.json | docker login -u _json_key --password-stdin https://us-docker.pkg.dev",
      { settings: { locations: ["us"] }, secret: {} },
    ],
    ["https://us-central1-docker.pkg.dev", { readAs: "a registry's address" }],
  ])("reads %j", (text, expected) => {
    expect(detectType(text, [gar])).toMatchObject({
      type: "google-artifact-registry",
      ...expected,
    });
  });

  test("takes the project from a key file and hands the key back apart", () => {
    const pasted = detectType(json, [gar]);
    expect(pasted).toMatchObject({
      readAs: "a service account's key file",
      settings: { projectId: "my-project" },
    });
    expect(pasted?.secret["keyFile"]).toContain("PRIVATE KEY");
    expect(JSON.stringify({ ...pasted, secret: null })).not.toContain("PRIVATE KEY");
  });

  test.each(["ghcr.io/a/b", "evil-docker.pkg.dev/a/b", "us-docker.pkg.dev.evil.test/a", "{}"])(
    "leaves %j to others",
    (text) => {
      expect(detectType(text, [gar])).toBeNull();
    },
  );
});

describe("patterns", () => {
  const texts = (settings: Settings, image: string | null = null) =>
    gar.suggestPatterns(settings, image).map((pattern) => pattern.text);

  test("cover repositories, then the project, and are all accepted", () => {
    expect(texts({ ...base, repositories: ["containers"] })).toEqual([
      "us-central1-docker.pkg.dev/my-project/containers/*",
      "us-central1-docker.pkg.dev/my-project/*",
    ]);
    expect(texts({ ...base, locations: ["*"], projectId: "example.com:my-project" })).toEqual([
      "*-docker.pkg.dev/example.com/my-project/*",
    ]);
    const all: Settings[] = [
      base,
      { ...base, locations: ["*"] },
      { ...base, service: "gcr", gcrHosts: ["gcr.io"] },
    ];
    for (const settings of all) {
      const owner = { type: gar, settings, hostRule: gar.hostRule(settings) };
      for (const text of texts(settings))
        expect([text, checkPatternFor(owner, text).ok]).toEqual([text, true]);
    }
  });

  test.each<[string, string, string]>([
    [
      "europe-docker.pkg.dev/my-project/*",
      "other-location",
      "Other location: this registry covers us-central1, the host is in europe.",
    ],
    [
      "docker.us-central1.rep.pkg.dev/my-project/*",
      "other-host-form",
      "Same location, other address form. Patterns compare the address as written.",
    ],
    [
      "gcr.io/my-project/*",
      "other-host-form",
      "`gcr.io` and `pkg.dev` are different addresses, even where they lead to the same images. Patterns compare the address as written; add another registry for this one.",
    ],
  ])("outside are explained: %s", (pattern, code, message) => {
    const owner = { type: gar, settings: base, hostRule: gar.hostRule(base) };
    expect(checkPatternFor(owner, pattern)).toMatchObject({ ok: false, code, message });
  });
});

describe("guide", () => {
  const commands = (settings: Settings, shell: "bash" | "powershell" = "bash") =>
    gar
      .guide(settings)
      .flatMap((step) =>
        step.blocks.flatMap((block) => (block.kind === "command" ? [block.command] : [])),
      )
      .map((command) => renderTemplate(command[shell] ?? command.bash));

  test("grants the reader role on the named repository only", () => {
    expect(commands({ ...base, repositories: ["containers"] })).toEqual([
      [
        "gcloud iam service-accounts create berth-pull --project=my-project",
        "gcloud artifacts repositories add-iam-policy-binding containers --location=us-central1 --project=my-project --member=serviceAccount:berth-pull@my-project.iam.gserviceaccount.com --role=roles/artifactregistry.reader",
        "gcloud iam service-accounts keys create berth-pull.json --iam-account=berth-pull@my-project.iam.gserviceaccount.com",
      ].join("\n"),
    ]);
  });

  test("says which repositories to tick, and that the role covers no other", () => {
    const text = (settings: Settings) => JSON.stringify(gar.guide(settings)[1]);
    expect(text({ ...base, repositories: ["containers"] })).toContain(
      "tick the repository `containers`",
    );
    expect(text({ service: "gcr", gcrHosts: ["eu.gcr.io"], projectId: "my-project" })).toContain(
      "The role covers the repository `eu.gcr.io` and no other.",
    );
  });

  test("grants it on the project where no repository is named, and shows what is missing", () => {
    expect(commands(base)[0]).toContain(
      "gcloud projects add-iam-policy-binding my-project --member=serviceAccount:berth-pull@my-project.iam.gserviceaccount.com --role=roles/artifactregistry.reader --condition=None",
    );
    expect(commands({})[0]).toContain("--project=‹project›");
  });

  test("knows the repositories behind gcr.io and the accounts of a domain's projects", () => {
    const lines = commands({
      ...base,
      service: "gcr",
      gcrHosts: ["eu.gcr.io"],
      projectId: "example.com:my-project",
    })[0];
    expect(lines).toContain("add-iam-policy-binding eu.gcr.io --location=europe");
    expect(lines).toContain("berth-pull@my-project.example.com.iam.gserviceaccount.com");
  });

  test("quotes for PowerShell what PowerShell would take apart", () => {
    expect(commands(base, "powershell")[0]).toContain(
      "'--member=serviceAccount:berth-pull@my-project.iam.gserviceaccount.com'",
    );
  });
});

test("the secret is bound to account, key and locations", () => {
  const settings = { ...base, serviceAccount: file.client_email, keyId: file.private_key_id };
  const before = bindingFields(gar, settings);
  const change = (other: Settings) =>
    changedBinding(before, bindingFields(gar, { ...settings, ...other }));
  expect(change({ locations: ["us"] })).toEqual(["hosts", "place"]);
  expect(change({ keyId: "ffffffff" })).toEqual(["place"]);
  expect(change({ serviceAccount: "other@my-project.iam.gserviceaccount.com" })).toEqual([
    "identity",
  ]);
  expect(change({ projectId: "other-project", repositories: ["x"] })).toEqual([]);
});
