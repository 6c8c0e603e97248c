import { createImage, createIndex, fakeTenant } from "@berth/fake-registries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  placesOf,
  startVendors,
  type VendorCheck,
  type Vendors,
} from "../../test/vendor-fixture.ts";

const host = "fakeregistry.azurecr.io";
const application = "11111111-2222-4333-8444-555555555555";
const reader = { username: application, secret: "abc8Q~reader0123456789", pull: ["ml/train"] };
const pusher = {
  username: "22222222-2222-4333-8444-555555555555",
  secret: "abc8Q~pusher0123456789",
  push: true,
};
const ended = {
  username: "33333333-2222-4333-8444-555555555555",
  secret: "abc8Q~ended0123456789",
  expired: true,
};
const scoped = { username: "berth-pull", secret: "token-password-0123456789", pull: ["ml/train"] };
const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);
let vendors: Vendors;

beforeAll(async () => {
  vendors = await startVendors({
    "azure-container-registry": {
      accounts: [reader, pusher, ended, scoped],
      images: { "ml/train:1": image, "ml/secret:1": image },
    },
  });
});
afterAll(() => vendors.close());

type Account = { username: string; secret: string };

function acr(
  name: string,
  account: Account,
  tenantId: string | undefined,
  scenario?: string,
): VendorCheck {
  const principal = /^[0-9a-f-]{36}$/.test(account.username);
  return {
    type: "azure-container-registry",
    image: `${host}/${name}`,
    settings: {
      loginServer: host,
      ...(principal
        ? { credential: "service-principal", clientId: account.username, tenantId: tenantId ?? "" }
        : { credential: "repository-token", tokenName: account.username }),
    },
    secret: account.secret,
    scenario,
  };
}

const wrong = { ...reader, secret: "wrong-secret-0123456789" };
const stranger = { username: "44444444-2222-4333-8444-555555555555", secret: "x".repeat(40) };

test.each<[name: string, asked: VendorCheck, code: string]>([
  ["a service principal that can pull", acr("ml/train:1", reader, fakeTenant), "OK"],
  ["a repository-scoped token that can pull", acr("ml/train:1", scoped, undefined), "OK"],
  ["a wrong secret without a tenant", acr("ml/train:1", wrong, undefined), "AUTH-REJECTED"],
  ["a wrong secret", acr("ml/train:1", wrong, fakeTenant), "AZ-WRONG-SECRET"],
  ["an expired secret", acr("ml/train:1", ended, fakeTenant), "AZ-SECRET"],
  ["an application of another tenant", acr("ml/train:1", stranger, fakeTenant), "AZ-APP"],
  ["a tenant that doesn't exist", acr("ml/train:1", wrong, application), "AZ-TENANT"],
  [
    "a registry of another tenant",
    acr("ml/train:1", reader, fakeTenant, "acr-other-tenant"),
    "AZ-ELSEWHERE",
  ],
  ["Entra out of order", acr("ml/train:1", wrong, fakeTenant, "acr-entra-down"), "AUTH-REJECTED"],
  [
    "a token name that doesn't exist",
    acr("ml/train:1", { ...scoped, username: "berth-pul" }, undefined),
    "AZ-USER",
  ],
  ["no role on the repository", acr("ml/secret:1", reader, fakeTenant), "AZ-MODE"],
  ["a token without the repository", acr("ml/secret:1", scoped, undefined), "DENIED"],
  ["403 instead of 401", acr("ml/train:1", reader, fakeTenant, "acr-denied"), "AZ-MODE"],
  ["the registry's firewall", acr("ml/train:1", reader, fakeTenant, "acr-firewall"), "IP-BLOCKED"],
  ["throttling", acr("ml/train:1", reader, fakeTenant, "acr-throttled"), "RATE-LIMIT"],
  ["a missing tag", acr("ml/train:2", reader, fakeTenant), "TAG-MISSING"],
])("%s is found out", async (_name, asked, code) => {
  const { found, told } = await vendors.check(asked);
  expect(found.code).toBe(code);
  expect(told).not.toContain(asked.secret);
});

describe("a check", () => {
  test("quotes the registry, not Entra, where Entra couldn't say why", async () => {
    const { found } = await vendors.check(acr("ml/train:1", wrong, fakeTenant, "acr-entra-down"));
    expect(found.symptom).toBe(
      "The registry rejected the user name or secret: “Invalid clientid or client secret.”",
    );
  });

  test("names the address that the firewall refuses", async () => {
    const { found } = await vendors.check(acr("ml/train:1", reader, fakeTenant, "acr-firewall"));
    expect(found.remedies[0]).toContain("203.0.113.7");
  });

  test("asks Entra only where the registry has refused, and of a re-check as well", async () => {
    const purposes = async (asked: VendorCheck) =>
      (await vendors.reCheck(asked)).trace.exchanges.map(({ purpose }) => purpose);
    expect(await purposes(acr("ml/train:1", reader, fakeTenant))).toEqual([
      "control-head",
      "token",
      "head",
    ]);
    expect(await purposes(acr("ml/train:1", wrong, fakeTenant))).toEqual([
      "control-head",
      "token",
      "investigation",
    ]);
  });

  test("warns of a credential that can push", async () => {
    const can = await vendors.check(acr("ml/train:1", pusher, fakeTenant));
    expect(can.trace.notices).toContain("over-privileged");
    const cannot = await vendors.check(acr("ml/train:1", reader, fakeTenant));
    expect(cannot.trace.notices).not.toContain("over-privileged");
  });

  test.each(["../evil", "evil.test", "contoso.onmicrosoft.com", `${fakeTenant}/x`])(
    "puts nothing but a GUID into Entra's address: %s",
    async (tenant) => {
      const { trace } = await vendors.check(acr("ml/train:1", wrong, tenant));
      expect(trace.exchanges.some(({ purpose }) => purpose === "investigation")).toBe(false);
    },
  );

  test("sends the secret to the registry itself and to Entra, and nowhere else", () => {
    const places = placesOf(vendors.cloud, "azure-container-registry");
    expect(places.filter((place) => !place.startsWith("registry /"))).toEqual([]);
    const elsewhere = vendors.cloud
      .vendor("azure-container-registry")
      .requests.filter(({ listener }) => listener === "elsewhere")
      .map(({ method, url }) => `${method} ${url}`);
    expect(new Set(elsewhere)).toEqual(
      new Set([`POST /${fakeTenant}/oauth2/v2.0/token`, `POST /${application}/oauth2/v2.0/token`]),
    );
  });
});

describe("a client that names no image", () => {
  test("S-14: gets a token for the registry in place of the secret, and its end", async () => {
    const issued = await vendors.issueForHost(acr("ml/train:1", reader, fakeTenant));
    if (!issued.ok) throw new Error("no pair was issued");
    const { credential } = issued;
    expect(credential).toMatchObject({
      username: "00000000-0000-0000-0000-000000000000",
      stored: false,
      scope: `everything this application's role allows on ${host}`,
    });
    expect(credential.secret).not.toBe(reader.secret);
    const life = (credential.expiresAt ?? 0) - Date.now();
    expect(life).toBeGreaterThan(2.9 * 3_600_000);
    expect(life).toBeLessThanOrEqual(3 * 3_600_000);
    const signedIn = { username: credential.username, secret: credential.secret };
    const pulled = await vendors.check(acr("ml/train:1", signedIn, undefined));
    expect(pulled.found.code).toBe("OK");
    const hidden = await vendors.check(acr("ml/secret:1", signedIn, undefined));
    expect(hidden.found.outcome).toBe("denied_or_missing");
  });

  test.each([
    ["a repository-scoped token", scoped, undefined],
    ["an application whose tenant isn't known", reader, undefined],
  ])("gets what is stored of %s, labelled as such", async (_name, account, tenant) => {
    const issued = await vendors.issueForHost(acr("ml/train:1", account, tenant));
    expect(issued).toMatchObject({
      ok: true,
      credential: { secret: account.secret, stored: true, expiresAt: null },
    });
  });

  test.each([
    ["a wrong secret", wrong, undefined, "AZ-WRONG-SECRET"],
    ["an expired secret", ended, undefined, "AZ-SECRET"],
    ["the registry's firewall", reader, "acr-firewall", "IP-BLOCKED"],
    ["Entra out of order", reader, "service-outage", "SERVER-5XX"],
    ["a registry of another tenant", reader, "acr-other-tenant", "AZ-ELSEWHERE"],
  ])("gets nothing with %s, and the reason", async (_name, account, scenario, code) => {
    const issued = await vendors.issueForHost(acr("ml/train:1", account, fakeTenant, scenario));
    expect(issued).toMatchObject({ ok: false, diagnosis: { code } });
    expect(JSON.stringify(issued)).not.toContain(account.secret);
  });
});

describe("a worker", () => {
  test("S-14: gets a token for one repository as a password", async () => {
    const issued = await vendors.issue(acr("ml/train:1", reader, fakeTenant));
    if (!issued.ok || issued.credential.kind !== "pair") throw new Error("no pair was issued");
    const { credential } = issued;
    expect(credential).toMatchObject({
      username: "00000000-0000-0000-0000-000000000000",
      stored: false,
      scope: "repository:ml/train:pull",
    });
    const life = (credential.expiresAt ?? 0) - Date.now();
    expect(life).toBeGreaterThan(50 * 60_000);
    expect(life).toBeLessThanOrEqual(60 * 60_000);
    const signedIn = { username: credential.username, secret: credential.secret };
    const pulled = await vendors.check(acr("ml/train:1", signedIn, undefined));
    expect(pulled.found.code).toBe("OK");
    const other = await vendors.check(acr("ml/secret:1", signedIn, undefined));
    expect(other.found.outcome).toBe("denied_or_missing");
  });

  test("gets nothing where the secret is wrong, and the reason", async () => {
    expect(await vendors.issue(acr("ml/train:1", wrong, fakeTenant))).toMatchObject({
      ok: false,
      diagnosis: { code: "AZ-WRONG-SECRET" },
    });
  });
});
