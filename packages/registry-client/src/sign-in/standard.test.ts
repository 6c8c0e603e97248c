import { createImage, createIndex } from "@berth/fake-registries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  placesOf,
  startVendors,
  type VendorCheck,
  type Vendors,
} from "../../test/vendor-fixture.ts";

const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);

/** Products with standard sign-in: host, and somebody who may pull one of two repositories. */
const products = {
  ghcr: { host: "ghcr.io", username: "octocat" },
  gitlab: { host: "registry.gitlab.com", username: "gitlab+deploy-token-7" },
  quay: { host: "quay.io", username: "acme+berth" },
  harbor: { host: "harbor.acme.example", username: "robot$acme+berth" },
  ngc: { host: "nvcr.io", username: "$oauthtoken" },
} as const;
type Product = keyof typeof products;

const secretOf = (name: Product) => `s3cret-of-${name}-0123456789`;
const scopeless = { username: "scopeless", secret: "s3cret-without-scope-0123" };
const creator = { username: "creator", secret: "s3cret-that-may-push-0123", push: true };
let vendors: Vendors;

beforeAll(async () => {
  const images = { "acme/app:1": image, "acme/hidden:1": image, "open/tool:1": image };
  const fakes = Object.entries(products).map(([name, { username }]) => [
    name,
    {
      accounts: [
        { username, secret: secretOf(name as Product), pull: ["acme/app", "scenario/x"] },
        { ...scopeless, lacks: ["read_registry", "read:packages"] },
        creator,
      ],
      images,
      publicRepositories: ["open/tool"],
    },
  ]);
  vendors = await startVendors(Object.fromEntries(fakes));
});
afterAll(() => vendors.close());

function at(product: Product, path: string, changes: Partial<VendorCheck> = {}): VendorCheck {
  const { host, username } = products[product];
  return {
    type: "standard",
    dialect: product,
    image: `${host}/${path}`,
    settings: { preset: "plain", tls: "public", host, username },
    secret: secretOf(product),
    ...changes,
  };
}

const rows: Record<Product, { hidden: string; wrong: string; nowhere: string }> = {
  ghcr: { hidden: "NOT-FOUND", wrong: "AUTH-REJECTED", nowhere: "NOT-FOUND" },
  gitlab: { hidden: "DENIED", wrong: "AUTH-REJECTED", nowhere: "DENIED" },
  quay: { hidden: "DENIED", wrong: "AUTH-REJECTED", nowhere: "DENIED" },
  harbor: { hidden: "DENIED", wrong: "AUTH-REJECTED", nowhere: "DENIED" },
  ngc: { hidden: "DENIED", wrong: "AUTH-REJECTED", nowhere: "DENIED" },
};

describe.each(Object.keys(products) as Product[])("%s", (product) => {
  test("proves a right secret", async () => {
    const { found, trace } = await vendors.check(at(product, "acme/app:1"));
    expect(found.code).toBe("OK");
    expect(trace.manifest?.digest).toBe(image.digest);
    expect((await vendors.reCheck(at(product, "acme/app:1"))).found.code).toBe("OK");
  });

  test("tells a wrong secret from a missing right, and the latter from nothing else", async () => {
    const { hidden, wrong, nowhere } = rows[product];
    const wrongSecret = await vendors.check(at(product, "acme/app:1", { secret: "wrong-0123456" }));
    expect(wrongSecret.found).toMatchObject({ code: wrong, outcome: "bad_credential" });
    const denied = await vendors.check(at(product, "acme/hidden:1"));
    expect(denied.found).toMatchObject({ code: hidden, confidence: "one-of-two" });
    const missing = await vendors.check(at(product, "acme/nowhere:1"));
    expect(missing.found).toMatchObject({ code: nowhere, symptom: expect.any(String) });
  });

  test("says that a wrong secret breaks a public image, or that nothing was proven by it", async () => {
    const right = await vendors.check(at(product, "open/tool:1"));
    expect(right.found.code).toBe("OK-PUBLIC");
    const wrong = await vendors.check(at(product, "open/tool:1", { secret: "wrong-0123456" }));
    expect(wrong.found).toMatchObject({ code: "PUBLIC-BROKEN", healthEffect: "failing" });
  });

  test("shows no secret anywhere", async () => {
    const { told } = await vendors.check(at(product, "acme/app:1"));
    expect(told).not.toContain(secretOf(product));
    expect(told).not.toContain(Buffer.from(secretOf(product)).toString("base64").slice(2, -4));
  });
});

describe("what products say in words of their own", () => {
  const as = ({ username, secret }: typeof scopeless, product: Product): Partial<VendorCheck> => ({
    settings: { ...at(product, "").settings, username },
    secret,
  });

  test.each<[name: string, asked: VendorCheck, code: string]>([
    ["GitHub: no scope", at("ghcr", "acme/app:1", as(scopeless, "ghcr")), "TOKEN-SCOPE"],
    ["GitHub: no scope, late", at("ghcr", "acme/app:1", { scenario: "ghcr-scope" }), "TOKEN-SCOPE"],
    ["GitLab: no scope", at("gitlab", "acme/app:1", as(scopeless, "gitlab")), "TOKEN-SCOPE"],
    ["GitLab: by name", at("gitlab", "acme/app:1", { scenario: "gitlab-scope" }), "TOKEN-SCOPE"],
    ["Quay: disabled", at("quay", "acme/app:1", { scenario: "quay-disabled" }), "TOKEN-REFUSED"],
    ["Quay: tag gone", at("quay", "acme/app:1", { scenario: "quay-tag-expired" }), "TAG-MISSING"],
    [
      "Harbor: http",
      at("harbor", "acme/app:1", { scenario: "harbor-http-realm" }),
      "REALM-REFUSED",
    ],
  ])("%s", async (_name, asked, code) => {
    expect((await vendors.check(asked)).found.code).toBe(code);
  });

  test("GitLab's three causes in one sentence are not taken for an expiry", async () => {
    const { found } = await vendors.check(at("gitlab", "acme/app:1", { secret: "wrong-0123456" }));
    expect(found.code).toBe("AUTH-REJECTED");
    expect(found.symptom).toContain("incorrect, expired, or improperly scoped");
  });

  test.each([
    ["acme/app:1", "`read_registry`"],
    ["acme/dependency_proxy/containers/alpine:3", "`read_virtual_registry`"],
  ])("GitLab's dependency proxy wants scopes of its own: %s", async (path, scope) => {
    const { found } = await vendors.check(at("gitlab", path, as(scopeless, "gitlab")));
    expect(found.code).toBe("TOKEN-SCOPE");
    expect(found.remedies[0]).toContain(`Create a token with ${scope}`);
  });

  test("NGC's second token address is not obeyed", async () => {
    const asked = at("ngc", "acme/app:1", { scenario: "ngc-realm-moves" });
    const { found } = await vendors.check(asked);
    expect(found.code).toBe("TOKEN-NOT-TAKEN");
    expect(placesOf(vendors.cloud, "ngc").filter((place) => place.startsWith("elsewhere"))).toEqual(
      [],
    );
  });

  test("GitLab's token service is a sibling that needs no confirmation", () => {
    expect(placesOf(vendors.cloud, "gitlab")).toEqual(
      expect.arrayContaining([
        "elsewhere /jwt/auth basic",
        "registry /v2/acme/app/manifests/1 bearer",
      ]),
    );
    expect(placesOf(vendors.cloud, "gitlab")).not.toContain(
      "registry /v2/acme/app/manifests/1 basic",
    );
  });
});

test("what GitHub gives as a token is the stored secret, and counts as that", async () => {
  const issued = await vendors.issue(at("ghcr", "acme/app:1"));
  expect(issued).toMatchObject({ ok: true, credential: { kind: "pair", stored: true } });
  const narrow = await vendors.issue(at("quay", "acme/app:1"));
  expect(narrow).toMatchObject({ ok: true, credential: { kind: "token" } });
});

test.each([
  ["quay", "acme/misspelled:1", "DENIED"],
  ["gitlab", "acme/app/misspelled:1", "NAME-MISSING"],
] as const)(
  "of %s, what would create a repository is asked only of one that is there",
  async (product, misspelled, code) => {
    const asked = (path: string) =>
      at(product, path, {
        settings: { ...at(product, "").settings, username: creator.username },
        secret: creator.secret,
      });
    const pushes = ({ trace }: Awaited<ReturnType<Vendors["check"]>>) =>
      trace.exchanges.filter(({ url }) => url.includes("push"));
    for (const round of [1, 2]) {
      const missing = await vendors.check(asked(misspelled));
      expect([round, missing.found.code, pushes(missing)]).toEqual([round, code, []]);
    }
    const there = await vendors.check(asked("acme/app:1"));
    expect(pushes(there)).toHaveLength(1);
    expect(there.trace.notices).toContain("over-privileged");
  },
);

test("where tokens can't be read, nothing is asked for and the check says that it can't tell what else they allow", async () => {
  const { trace } = await vendors.check(at("ghcr", "acme/app:1"));
  expect(trace.notices).toContain("rights-unknown");
  expect(trace.exchanges.map(({ purpose }) => purpose)).not.toContain("push-probe");
  const readable = await vendors.check(at("quay", "acme/app:1"));
  expect(readable.trace.notices).not.toContain("rights-unknown");
});
