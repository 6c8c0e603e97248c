import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkSecret, checkSettings, registryType, type Settings } from "../src/index.ts";

/**
 * Inputs E-66 to E-73 of the threat model: documents, regions and secrets that try to lead a sign-in
 * somewhere else or to come back in an error. This package is pure, so that what it refuses was never
 * dialled, read from a file or started.
 */

const marker = "MARKERmarker0123456789";

const keyPair = (modulusLength: number) => generateKeyPairSync("rsa", { modulusLength }).privateKey;
const pem = keyPair(2048).export({ type: "pkcs8", format: "pem" }).toString();
const document = {
  type: "service_account",
  project_id: "my-project",
  private_key_id: "0123456789abcdef0123456789abcdef01234567",
  private_key: pem,
  client_email: "berth-pull@my-project.iam.gserviceaccount.com",
  token_uri: "https://oauth2.googleapis.com/token",
};
const google = { service: "pkg", locations: ["us-central1"], projectId: "my-project" };
const aws = {
  accountId: "123456789012",
  regions: ["eu-west-1"],
  hostForm: "standard",
  method: "access-key",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
};
const azure = {
  loginServer: "acmeregistry.azurecr.io",
  credential: "service-principal",
  clientId: "11111111-2222-4333-8444-555555555555",
  tenantId: "99999999-2222-4333-8444-555555555555",
};

function type(slug: string) {
  const found = registryType(slug);
  if (found === undefined) throw new Error(`no type ${slug}`);
  return found;
}

function issues(result: { ok: boolean; issues?: readonly { code: string }[] }): string[] {
  const text = JSON.stringify(result);
  expect(text).not.toContain(marker);
  return result.ok ? [] : (result.issues ?? []).map(({ code }) => code);
}

const secretIssues = (slug: string, settings: Settings, secret: Record<string, string>) =>
  issues(checkSecret(type(slug), settings, secret));
const keyFile = (change: object) =>
  secretIssues("google-artifact-registry", google, {
    keyFile: JSON.stringify({ ...document, ...change }),
  });

describe("Google's documents", () => {
  test("the good one is accepted, so that a refusal has a reason", () => {
    expect(keyFile({})).toEqual([]);
  });

  test.each([
    ["external_account", { url: "http://169.254.169.254/" }],
    ["external_account", { file: "/etc/passwd" }],
    ["external_account", { executable: { command: `/bin/sh -c ${marker}` } }],
    ["authorized_user", { url: "http://127.0.0.1/" }],
    ["impersonated_service_account", { url: "http://127.0.0.1/" }],
  ])("E-66 %s with %j", (kind, credential_source) => {
    const change = { type: kind, credential_source, refresh_token: marker };
    expect(keyFile(change)).toHaveLength(1);
  });

  test.each([
    { token_uri: "https://evil.test/token" },
    { token_uri: "https://oauth2.googleapis.com.evil.test/token" },
    { token_uri: "http://oauth2.googleapis.com/token" },
    { universe_domain: "evil.test" },
  ])("E-67 %j", (change) => {
    expect(keyFile(change)).toHaveLength(1);
  });

  test.each([`${marker}{`, `{"private_key": "${marker}`, `[${marker}]`, `"${marker}"`])(
    "E-68 broken JSON is never repeated: %s",
    (text) => {
      expect(secretIssues("google-artifact-registry", google, { keyFile: text })).toHaveLength(1);
    },
  );

  test.each([
    ["a megabyte", `${pem}${marker.repeat(50_000)}`],
    ["RSA-512", keyPair(512).export({ type: "pkcs8", format: "pem" }).toString()],
    [
      "an encrypted PEM",
      keyPair(2048)
        .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: marker })
        .toString(),
    ],
    ["a public key", pem.replaceAll("PRIVATE", "PUBLIC")],
  ])("E-73 a private key that is %s", (_name, private_key) => {
    expect(keyFile({ private_key })).toHaveLength(1);
  });
});

describe("AWS", () => {
  test("the good settings are accepted", () => {
    expect(issues(checkSettings(type("aws-ecr"), aws))).toEqual([]);
  });

  test.each([
    "us-east-1.evil.test/",
    "x@evil",
    "evil-region-1",
    "eu-west-1\n",
    "../x",
    "eu_west-1",
  ])("E-69 region %j", (region) => {
    const result = checkSettings(type("aws-ecr"), { ...aws, regions: [region] });
    // A line break at the end is cut off with a notice; nothing else becomes a region.
    const regions = result.ok ? result.settings["regions"] : null;
    expect(regions === null || JSON.stringify(regions) === '["eu-west-1"]').toBe(true);
    expect(result.ok).toBe(region.startsWith("eu-west-1"));
  });

  test("E-70 blank keys are an error, never another identity", () => {
    for (const accessKeyId of ["", " ", undefined]) {
      const settings = checkSettings(type("aws-ecr"), { ...aws, accessKeyId });
      const problems = settings.ok
        ? secretIssues("aws-ecr", settings.settings, { secretAccessKey: "" })
        : issues(settings);
      expect(problems.length, JSON.stringify(accessKeyId)).toBeGreaterThan(0);
    }
    expect(secretIssues("aws-ecr", aws, { secretAccessKey: "  " })).toEqual(["required"]);
    expect(secretIssues("aws-ecr", aws, {})).toEqual(["required"]);
  });
});

describe("Azure", () => {
  test.each(["../x", "evil.test", "https://evil.test/common", "common", "%2e%2e"])(
    "E-71 tenant %j is no GUID",
    (tenantId) => {
      const result = checkSettings(type("azure-container-registry"), { ...azure, tenantId });
      expect(issues(result)).toEqual(["not-a-guid"]);
    },
  );

  test("E-71 there is no field for another authority", () => {
    const names = type("azure-container-registry").settings.map(({ name }) => name);
    expect(names.filter((name) => /authority|endpoint|cloud/i.test(name))).toEqual([]);
  });
});

test.each([
  ["a line feed at the end", `${marker}\n`],
  ["a carriage return at the end", `${marker}\r\n`],
  ["a no-break space around", `\u00a0${marker}\u00a0`],
  ["a zero-width space inside", `MARKER\u200bmarker0123456789`],
  ["a line break inside", `MARKER\nmarker0123456789`],
  ["a NUL inside", `MARKER\0marker0123456789`],
  ["an escape sequence inside", `MARKER\u001b[31mmarker0123456789`],
])(
  "E-73 a password with %s is mended with a notice or refused, and never sent as it is",
  (_name, password) => {
    const settings = { preset: "plain", tls: "public", host: "reg.example.com", username: "robot" };
    const result = checkSecret(type("standard"), settings, { password });
    const kept = result.ok ? (result.secret["password"] ?? null) : null;
    expect(kept === null || /^[\x20-\x7e]+$/.test(kept)).toBe(true);
    const notices = result.ok ? result.notices.length : result.issues.length;
    expect(notices).toBeGreaterThan(0);
    expect(JSON.stringify(result.ok ? result.notices : result.issues)).not.toMatch(/marker0123/i);
  },
);
