import { createImage, createIndex, createJfrogToken } from "@berth/fake-registries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startVendors, type VendorCheck, type Vendors } from "../../test/vendor-fixture.ts";
import { TransportError, type Transport } from "../transport.ts";

const readers = 'applied-permissions/groups:"readers"';
const pull = ["docker-local/team/app", "team/app"];
const alice = {
  username: "alice",
  secret: createJfrogToken({ user: "alice", scope: readers }),
  pull,
};
const bob = { username: "bob", secret: createJfrogToken({ user: "bob" }), pull };
const admin = {
  username: "root",
  secret: createJfrogToken({ user: "root", scope: "applied-permissions/admin" }),
};
const reference = { username: "carol", secret: `cmVmd${"A".repeat(59)}`, pull };
const old = { username: "dave", secret: createJfrogToken({ user: "dave" }), expired: true };
const bound = {
  username: "erin",
  secret: createJfrogToken({ user: "erin", scope: readers }),
  lacks: ["access:tokens"],
  pull,
};
const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);
let vendors: Vendors;

beforeAll(async () => {
  vendors = await startVendors({
    jfrog: {
      accounts: [alice, bob, admin, reference, old, bound],
      images: {
        "docker-local/team/app:1": image,
        "docker-local/secret:1": image,
        "team/app:1": image,
      },
    },
  });
});
afterAll(() => vendors.close());

const answerOf = (status: number) => ({
  status,
  headers: [],
  body: new Uint8Array(),
  durationMs: 1,
});

type Account = { username: string; secret: string };

function art(name: string, account: Account, scenario?: string): VendorCheck {
  return {
    type: "jfrog",
    image: `acme.jfrog.io/${name}`,
    settings: {
      hosting: "cloud",
      method: "path",
      host: "acme.jfrog.io",
      username: account.username,
    },
    secret: account.secret,
    scenario,
  };
}

const app = "docker-local/team/app:1";

test.each<[name: string, asked: VendorCheck, code: string]>([
  ["a token that can pull", art(app, alice), "OK"],
  ["a reference token that can pull", art(app, reference), "OK"],
  ["a wrong token", art(app, { ...alice, secret: "wrong-token-0123456789" }), "AUTH-REJECTED"],
  ["a token of another user", art(app, { ...alice, username: "mallory" }), "AUTH-REJECTED"],
  ["an expired token", art(app, old), "CRED-EXPIRED"],
  ["no right to read", art("docker-local/secret:1", alice), "DENIED"],
  ["no right to read, said with 401", art(app, alice, "jfrog-denied-401"), "DENIED"],
  ["a missing tag", art("docker-local/team/app:2", alice), "TAG-MISSING"],
  ["a sign-in page", art(app, alice, "jfrog-login"), "REDIRECT"],
  ["the user interface", art(app, alice, "jfrog-web-page"), "NOT-REGISTRY"],
])("%s is found out", async (_name, asked, code) => {
  const { found, told } = await vendors.check(asked);
  expect(found.code).toBe(code);
  expect(told).not.toContain(asked.secret);
});

describe("a check", () => {
  test("asks for a scope without the repository's key, which HEAD doesn't name", async () => {
    const { trace } = await vendors.check(art(app, alice));
    expect(trace.token).toMatchObject({
      realm: "https://acme.jfrog.io/artifactory/api/docker/docker-local/v2/token",
      scope: "repository:team/app:pull",
    });
    expect(trace.notices).not.toContain("scope-replaced");
  });

  test("asks for the whole path where the key stands in the host", async () => {
    const asked = art(app, alice);
    const { trace, found } = await vendors.check({
      ...asked,
      image: "acme-docker-local.jfrog.io/team/app:1",
      settings: { ...asked.settings, method: "subdomain", repositories: ["docker-local"] },
    });
    expect(found.code).toBe("OK");
    expect(trace.token?.scope).toBe("repository:team/app:pull");
  });

  test.each([
    ["an admin's token", admin, true],
    ["a user's token", bob, true],
    ["a group's token", alice, false],
    ["a token that can't be read", reference, false],
  ])("warns of %s where it says so itself", async (_name, account, warned) => {
    const { trace } = await vendors.check(art(app, account));
    expect(trace.notices.includes("over-privileged")).toBe(warned);
  });
});

describe("a worker", () => {
  test("gets a fresh token of the same rights, for an hour, that works", async () => {
    const issued = await vendors.issue(art(app, bob));
    if (!issued.ok || issued.credential.kind !== "pair") throw new Error("no pair was issued");
    const { credential } = issued;
    const scope = "applied-permissions/user";
    expect(credential).toMatchObject({ username: "bob", stored: false, scope });
    expect(credential.secret).not.toBe(bob.secret);
    expect((credential.expiresAt ?? 0) - Date.now()).toBeLessThanOrEqual(3_600_000);
    const used = await vendors.check(art(app, { username: "bob", secret: credential.secret }));
    expect(used.found.code).toBe("OK");
  });

  test("gets Artifactory's own token for one repository where none can be made", async () => {
    const asked = art(app, alice);
    const issued = await vendors.issueFromRegistry(asked);
    expect(issued).toMatchObject({
      ok: true,
      credential: { kind: "token", scope: "repository:team/app:pull" },
    });
  });

  test.each<[string, object, seconds: number | null]>([
    ["says its life as a text", { expires_in: "1800" }, 1800],
    ["leaves its life to the token", {}, 900],
    ["never ends", { expires_in: 0 }, null],
  ])("gets a token whose answer %s", async (_name, said, life) => {
    const expiresAt = Date.now() + 900_000;
    const scope = "applied-permissions/user";
    const access_token = createJfrogToken({ user: "bob", scope, expiresAt });
    const minted = JSON.stringify({ access_token, scope, token_type: "access_token", ...said });
    const issued = await vendors.issue({
      ...art(app, bob),
      changes: {
        transport: async () => ({ ...answerOf(200), body: new TextEncoder().encode(minted) }),
      },
    });
    if (!issued.ok || issued.credential.kind !== "pair") throw new Error("no pair was issued");
    const { stored, expiresAt: until } = issued.credential;
    const seconds = until === null ? null : Math.ceil((until - Date.now()) / 10_000) * 10;
    expect([stored, seconds]).toEqual([life === null, life]);
  });

  test("gets one of the same rights where the token has many groups", async () => {
    const groups = Array.from({ length: 40 }, (_, at) => `"team-${at}"`).join(",");
    const scope = `applied-permissions/groups:${groups}`;
    const secret = createJfrogToken({ user: "alice", scope });
    const asked: unknown[] = [];
    const issued = await vendors.issue({
      ...art(app, { username: "alice", secret }),
      changes: {
        transport: async ({ body }) => {
          asked.push(JSON.parse(body ?? ""));
          const minted = { access_token: "minted-token-0001", expires_in: 3600, scope };
          return { ...answerOf(200), body: new TextEncoder().encode(JSON.stringify(minted)) };
        },
      },
    });
    expect(asked).toEqual([expect.objectContaining({ scope })]);
    const shown = expect.stringMatching(/^applied-permissions.{235}…$/);
    expect(issued).toMatchObject({ ok: true, credential: { stored: false, scope: shown } });
  });

  test("gets the stored one where the scope is an admin's at its far end", async () => {
    const scope = `applied-permissions/groups:"${"x".repeat(300)}" applied-permissions/admin`;
    const secret = createJfrogToken({ user: "alice", scope });
    expect(await vendors.issue(art(app, { username: "alice", secret }))).toMatchObject({
      credential: { stored: true },
    });
  });

  test.each<[string, Account, string | undefined]>([
    ["the token is a group's", alice, undefined],
    ["the token can't make others", bound, undefined],
    ["minting is off", bob, "jfrog-no-minting"],
    ["the scope can't be read", reference, undefined],
    ["the scope is an admin's", admin, undefined],
    ["the new token could do more", bob, "jfrog-widened"],
  ])("gets nothing but the stored one where %s", async (_name, account, scenario) => {
    const issued = await vendors.issue(art(app, account, scenario));
    expect(issued).toMatchObject({
      ok: true,
      credential: { kind: "pair", secret: account.secret, stored: true, expiresAt: null },
    });
  });

  test.each<[string, Transport, outcome: string]>([
    ["is told to wait", async () => answerOf(429), "rate_limited"],
    ["meets an outage", async () => answerOf(503), "registry_trouble"],
    [
      "finds nobody there",
      () =>
        Promise.reject(new TransportError("connect-timeout", { host: "acme.jfrog.io", port: 443 })),
      "unreachable",
    ],
  ])("gets nothing at all while its request %s", async (_name, transport, outcome) => {
    const issued = await vendors.issue({ ...art(app, alice), changes: { transport } });
    expect(issued).toMatchObject({ ok: false, diagnosis: { outcome } });
  });

  test("gets the stored one where only the host beside the registry's own can't be reached", async () => {
    const asked = art(app, alice);
    const issued = await vendors.issue({
      ...asked,
      image: "acme-docker-local.jfrog.io/team/app:1",
      settings: { ...asked.settings, method: "subdomain", repositories: ["docker-local"] },
      changes: {
        transport: () =>
          Promise.reject(
            new TransportError("connect-timeout", { host: "acme.jfrog.io", port: 443 }),
          ),
      },
    });
    expect(issued).toMatchObject({ ok: true, credential: { stored: true } });
  });

  test("never multiplies an admin's token or one whose scope can't be read", async () => {
    const fake = vendors.cloud.vendor("jfrog");
    const before = fake.requests.length;
    await vendors.issue(art(app, admin));
    await vendors.issue(art(app, reference));
    expect(fake.requests).toHaveLength(before);
  });

  test("never gets a token that outlives the stored one", async () => {
    const secret = createJfrogToken({
      user: "alice",
      scope: readers,
      expiresAt: Date.now() + 30_000,
    });
    expect(await vendors.issue(art(app, { username: "alice", secret }))).toMatchObject({
      credential: { stored: true },
    });
  });
});
