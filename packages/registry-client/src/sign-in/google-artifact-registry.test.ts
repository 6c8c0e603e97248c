import { createImage, createIndex, createServiceAccount } from "@berth/fake-registries";
import { googleKeyFile } from "../../test/google-key-file.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startVendors, type VendorCheck, type Vendors } from "../../test/vendor-fixture.ts";

const reader = createServiceAccount("reader", { pull: ["acme-prod/containers/app"] });
const deleted = createServiceAccount("deleted", { expired: true });
const writer = createServiceAccount("writer", { push: true });
const unasked = createServiceAccount("unasked", {
  push: true,
  lacks: ["artifactregistry.googleapis.com"],
});
const stranger = createServiceAccount("stranger");
const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);
let vendors: Vendors;

beforeAll(async () => {
  vendors = await startVendors({
    "google-artifact-registry": {
      accounts: [reader, deleted, writer, unasked].map(({ account }) => account),
      images: { "acme-prod/containers/app:1": image, "acme-prod/other/app:1": image },
    },
  });
});
afterAll(() => vendors.close());

function gar(name: string, { account, keyFile } = reader, scenario?: string): VendorCheck {
  return {
    type: "google-artifact-registry",
    image: `europe-west1-docker.pkg.dev/${name}`,
    settings: {
      service: "pkg",
      locations: ["europe-west1"],
      projectId: "acme-prod",
      serviceAccount: account.username,
      keyId: account.keyId ?? "",
    },
    secret: googleKeyFile(keyFile),
    scenario,
  };
}

const app = "acme-prod/containers/app:1";

test.each<[name: string, asked: VendorCheck, code: string]>([
  ["a key that can pull", gar(app), "OK"],
  ["a deleted key", gar(app, deleted), "GCP-KEY"],
  ["a deleted account", gar(app, stranger), "GCP-ACCOUNT"],
  ["a wrong clock", gar(app, reader, "google-clock-skew"), "GCP-CLOCK"],
  ["a scope that isn't given", gar(app, reader, "google-invalid-scope"), "GCP-SCOPE"],
  ["no access token in the answer", gar(app, reader, "google-no-token"), "TOKEN-UNUSABLE"],
  ["Google out of order", gar(app, reader, "google-outage"), "SERVER-5XX"],
  ["no role", gar("acme-prod/other/app:1"), "DENIED"],
  ["a project that doesn't exist", gar("nobody/containers/app:1"), "DENIED"],
  ["no role, said late", gar(app, reader, "google-no-role-late"), "DENIED"],
  ["a token that isn't applied", gar(app, reader, "google-not-applied"), "TOKEN-NOT-TAKEN"],
  ["a missing tag", gar("acme-prod/containers/app:2"), "TAG-MISSING"],
  ["a missing image", gar("acme-prod/containers/nowhere:1"), "NAME-MISSING"],
  ["a quota", gar(app, reader, "google-quota"), "RATE-LIMIT"],
  ["no credential", { ...gar(app), secret: null }, "SIGN-IN-NEEDED"],
  [
    "a key file that can't be read",
    { ...gar(app), secret: '{"type":"external_account","url":"http://127.0.0.1:1/"}' },
    "CRED-MALFORMED",
  ],
  [
    "a private key that is none",
    { ...gar(app), secret: '{"type":"service_account","private_key":"x"}' },
    "CRED-MALFORMED",
  ],
])("%s is found out", async (_name, asked, code) => {
  const { found, told } = await vendors.check(asked);
  expect(found.code).toBe(code);
  expect(told).not.toContain("PRIVATE KEY");
  expect(told).not.toContain("ya29.");
});

describe("a check", () => {
  test("never follows the address in a key file", async () => {
    const file = JSON.parse(googleKeyFile(reader.keyFile)) as object;
    const hostile = { ...file, token_uri: "https://evil.test/token", universe_domain: "evil.test" };
    const { trace } = await vendors.check({ ...gar(app), secret: JSON.stringify(hostile) });
    const hosts = trace.exchanges.map(({ url }) => new URL(url).host);
    expect(new Set(hosts)).toEqual(
      new Set([
        "europe-west1-docker.pkg.dev",
        "oauth2.googleapis.com",
        "artifactregistry.googleapis.com",
      ]),
    );
  });

  test("E-45 delivers the signed request nowhere but to Google itself", async () => {
    const fake = vendors.cloud.vendor("google-artifact-registry");
    const before = fake.requests.length;
    const { found } = await vendors.check({ ...gar(app), scenario: "google-redirect" });
    expect(found).toMatchObject({ code: "REDIRECT", healthEffect: "trouble" });
    const paths = fake.requests.slice(before).map(({ method, url }) => `${method} ${url}`);
    expect(paths.filter((path) => path.includes("collect"))).toEqual([]);
    expect(paths).toContain("POST /token");
  });

  test("warns of an account that can push, and of no other, and is none the worse without an answer", async () => {
    const warned = await vendors.check(gar(app, writer));
    expect(warned.found.code).toBe("OK");
    const step = warned.trace.steps.find(({ step }) => step === "token");
    expect(step?.status).toBe("warning");
    expect(step?.evidence).toContainEqual({
      kind: "notice",
      code: "over-privileged",
      text: "The service account also has `artifactregistry.repositories.uploadArtifacts` on `projects/acme-prod/locations/europe-west1/repositories/containers`; the role `roles/artifactregistry.reader` is enough. Workers get a read-only token all the same.",
    });
    for (const account of [reader, unasked]) {
      const { trace, found } = await vendors.check(gar(app, account));
      expect(found.code).toBe("OK");
      expect(trace.notices).not.toContain("over-privileged");
      expect(trace.exchanges.at(-1)?.purpose).toBe("review");
    }
  });

  test("keeps the key and the assertion away from the registry", () => {
    const fake = vendors.cloud.vendor("google-artifact-registry");
    const users = fake.credentialsSeen.flatMap(({ listener, presented }) =>
      presented.scheme === "basic" ? [`${listener} ${presented.username}`] : [],
    );
    expect(new Set(users)).toEqual(new Set(["registry oauth2accesstoken"]));
    const told = fake.credentialsSeen.filter(({ listener }) => listener === "elsewhere");
    // The access token alone, and only to ask Google's own API what its account may do.
    expect(new Set(told.map(({ presented }) => presented.scheme))).toEqual(new Set(["bearer"]));
  });
});

test("a worker gets a read-only access token for an hour, without the registry being asked", async () => {
  const fake = vendors.cloud.vendor("google-artifact-registry");
  const before = fake.requests.length;
  const issued = await vendors.issue(gar(app));
  expect(fake.requests.slice(before).map(({ listener }) => listener)).toEqual(["elsewhere"]);
  if (!issued.ok || issued.credential.kind !== "pair") throw new Error("no pair was issued");
  expect(issued.credential).toMatchObject({ username: "oauth2accesstoken", stored: false });
  expect(issued.credential.secret).toMatch(/^ya29\./);
  const life = (issued.credential.expiresAt ?? 0) - Date.now();
  expect(life).toBeGreaterThan(3_500_000);
  expect(life).toBeLessThanOrEqual(3_600_000);
  expect(await vendors.issue(gar(app, deleted))).toMatchObject({
    ok: false,
    diagnosis: { code: "GCP-KEY" },
  });
});
