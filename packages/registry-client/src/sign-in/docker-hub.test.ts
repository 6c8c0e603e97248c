import { createImage, createIndex } from "@berth/fake-registries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  placesOf,
  startVendors,
  type VendorCheck,
  type Vendors,
} from "../../test/vendor-fixture.ts";

const reader = { username: "acme", secret: "dckr_oat_reader0123456789abcdef", pull: ["acme/app"] };
const writer = { username: "bob", secret: "dckr_pat_writer0123456789", push: true };
const old = { username: "carol", secret: "dckr_pat_old0123456789", expired: true };
const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);
let vendors: Vendors;

beforeAll(async () => {
  vendors = await startVendors({
    "docker-hub": {
      accounts: [reader, writer, old],
      images: { "acme/app:1": image, "acme/secret:1": image, "library/nginx:1": image },
      publicRepositories: ["library/nginx"],
    },
  });
});
afterAll(() => vendors.close());

type Account = { username: string; secret: string };

function hub(image: string, account: Account | null, more: Partial<VendorCheck> = {}): VendorCheck {
  return {
    type: "docker-hub",
    image,
    settings: { tokenKind: "personal", username: account?.username ?? "" },
    secret: account?.secret ?? null,
    ...more,
  };
}

test.each<[name: string, asked: VendorCheck, code: string, confidence: string]>([
  ["an access token that can pull", hub("acme/app:1", reader), "OK", "certain"],
  ["a public image", hub("nginx:1", reader), "OK-PUBLIC", "certain"],
  ["a public image without a credential", hub("nginx:1", null), "OK-ANONYMOUS", "certain"],
  ["a private one without a credential", hub("acme/app:1", null), "SIGN-IN-NEEDED", "certain"],
  ["a wrong token", hub("acme/app:1", { ...reader, secret: "no" }), "AUTH-REJECTED", "likely"],
  ["an expired token", hub("acme/app:1", old), "CRED-EXPIRED", "certain"],
  [
    "a wrong token and a public image",
    hub("nginx:1", { ...reader, secret: "no" }),
    "PUBLIC-BROKEN",
    "certain",
  ],
  [
    "a token of too small a scope",
    hub("acme/app:1", reader, { scenario: "hub-insufficient-scopes" }),
    "HUB-SCOPE",
    "certain",
  ],
  ["a repository without a right", hub("acme/secret:1", reader), "DENIED", "one-of-two"],
  ["a repository that doesn't exist", hub("acme/nowhere:1", writer), "DENIED", "one-of-two"],
  ["a tag that doesn't exist", hub("acme/app:2", reader), "TAG-MISSING", "certain"],
  [
    "no pull left",
    hub("acme/app:1", reader, { scenario: "hub-pull-limit" }),
    "RATE-LIMIT",
    "certain",
  ],
  [
    "a HEAD without a digest",
    hub("acme/app:1", reader, { scenario: "hub-no-digest" }),
    "NOT-REGISTRY",
    "likely",
  ],
])("%s is found out", async (_name, asked, code, confidence) => {
  const { found } = await vendors.check(asked);
  expect(found).toMatchObject({ code, confidence });
});

describe("a check", () => {
  test("never downloads a manifest with the credential, whatever HEAD answers", async () => {
    const fake = vendors.cloud.vendor("docker-hub");
    for (const scenario of [
      null,
      "hub-no-digest",
      "head-405",
      "forbidden",
      "tag-missing",
      "no-digest-header",
    ]) {
      await vendors.check(hub("acme/app:1", reader, { scenario: scenario ?? undefined }));
    }
    const gets = fake.requests.filter(
      ({ method, url, presented }) =>
        method === "GET" && url.includes("/manifests/") && presented.scheme !== "none",
    );
    expect(gets).toEqual([]);
  });

  test("shows what is left of the limit", async () => {
    const { trace } = await vendors.check(hub("acme/app:1", reader));
    expect(trace.rateLimit).toMatchObject({ limit: 200, remaining: 200, source: "acme" });
  });

  test("says where no limit counts, and takes the strangers' limit for nobody else's", async () => {
    const asked = hub("nginx:1", reader, { scenario: "hub-no-limit" });
    const { trace } = await vendors.check(asked);
    expect(trace.rateLimit).toBeNull();
    const manifest = trace.steps.find(({ step }) => step === "manifest");
    expect(manifest?.evidence).toContainEqual({
      kind: "notice",
      code: "no-pull-limit",
      text: "No pull limit that the registry reports for this credential: its answer has no rate-limit headers.",
    });
    const limited = await vendors.check(hub("nginx:1", reader));
    expect(limited.trace.notices).not.toContain("no-pull-limit");
  });

  test("warns of a token that can push, and of no other", async () => {
    const warned = await vendors.check(hub("acme/app:1", writer));
    expect(warned.trace.notices).toContain("over-privileged");
    expect(warned.found.code).toBe("OK");
    const step = warned.trace.steps.find(({ step }) => step === "token");
    expect(step).toMatchObject({ status: "warning" });
    expect(step?.evidence).toContainEqual({
      kind: "notice",
      code: "over-privileged",
      text: "The registry also grants push on `acme/app`; pull is enough.",
    });
    const fine = await vendors.check(hub("acme/app:1", reader));
    expect(fine.trace.notices).not.toContain("over-privileged");
  });

  test("asks for push only in a full check, and only beside the token that is used", async () => {
    const { trace } = await vendors.check(hub("acme/app:1", writer));
    expect(trace.exchanges.map(({ purpose }) => purpose)).toEqual([
      "control-head",
      "control-token",
      "token",
      "push-probe",
      "head",
    ]);
    expect(trace.token?.scope).toBe("repository:acme/app:pull");
    const again = await vendors.reCheck(
      hub("acme/app:1", writer, { changes: { known: trace.remembered } }),
    );
    expect(again.trace.exchanges.map(({ purpose }) => purpose)).toEqual(["token", "head"]);
    expect(again.found.code).toBe("OK");
  });

  test.each(["missing-at-once", "forbidden-at-once", "hub-asks-directly"])(
    "keeps the access token from the registry's own host: %s",
    async (scenario) => {
      const { trace } = await vendors.check(hub("acme/app:1", reader, { scenario }));
      expect(trace.exchanges.some(({ authorization }) => authorization === "basic")).toBe(false);
    },
  );

  test("sends the access token to auth.docker.io and nowhere else, and shows it nowhere", async () => {
    const { told } = await vendors.check(hub("acme/app:1", reader));
    expect(told).not.toContain(reader.secret);
    const places = placesOf(vendors.cloud, "docker-hub").filter((place) => place.endsWith("basic"));
    expect(places).toEqual(["elsewhere /token basic"]);
  });

  test("says what to do in Docker Hub's own words", async () => {
    const { found } = await vendors.check(hub("acme/secret:1", reader));
    expect(found.causes).toEqual([
      "`acme` has no right to pull from it.",
      "It doesn't exist: Docker Hub answers the same.",
    ]);
    expect(found.remedies[1]).toContain("**Image Pull**");
  });
});

test("a worker gets a token for one repository, for minutes", async () => {
  const issued = await vendors.issue(hub("acme/app:1", reader));
  if (!issued.ok || issued.credential.kind !== "token") throw new Error("no token was issued");
  expect(issued.credential.scope).toBe("repository:acme/app:pull");
  expect(issued.credential.expiresAt - Date.now()).toBeLessThanOrEqual(300_000);
  expect(issued.credential.expiresAt - Date.now()).toBeGreaterThan(200_000);
  const again = await vendors.issue(hub("acme/app:1", { ...reader, secret: "revoked" }));
  expect(again).toMatchObject({ ok: false, diagnosis: { code: "AUTH-REJECTED" } });
});
