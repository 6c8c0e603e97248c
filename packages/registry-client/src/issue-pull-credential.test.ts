import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { alice, checkInput } from "../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../test/test-transport.ts";
import { issuePullCredential } from "./issue-pull-credential.ts";

const images = { "team/app:1": createImage() };
const fakes = new Map<string, FakeRegistry>();
let transport: TestTransport;

beforeAll(async () => {
  for (const dialect of ["standard-basic", "standard-token", "standard-token-elsewhere", "open"]) {
    fakes.set(dialect, await startFakeRegistry({ dialect, accounts: [alice], images }));
  }
});
afterAll(async () => {
  await Promise.all([...fakes.values()].map((fake) => fake.close()));
});
afterEach(() => transport.close());

async function issue(dialect: string, changes: Parameters<typeof checkInput>[3] = {}) {
  const fake = fakes.get(dialect);
  if (fake === undefined) throw new Error(`no fake for ${dialect}`);
  transport = createTestTransport();
  const before = fake.requests.length;
  const issued = await issuePullCredential(checkInput(fake, transport, "team/app:1", changes));
  return { fake, issued, requests: fake.requests.slice(before) };
}

test("gives a token for one repository and pull, and when it ends", async () => {
  const { fake, issued, requests } = await issue("standard-token");
  expect(issued).toMatchObject({
    ok: true,
    credential: { kind: "token", scope: "repository:team/app:pull" },
    remembered: { scheme: "bearer", realm: `${fake.origin}/token` },
  });
  expect(requests.map(({ method }) => method)).toEqual(["HEAD", "GET"]);
  const { credential } = issued as Extract<typeof issued, { ok: true }>;
  const { token, expiresAt } = credential as Extract<typeof credential, { kind: "token" }>;
  expect(expiresAt - Date.now()).toBeGreaterThan(290_000);
  const pulled = await fetch(`${fake.origin}/v2/team/app/manifests/1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(pulled.status).toBe(200);
});

test("says what a token opens where that is more than was asked for", async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const access = [{ type: "repository", name: "team/app", actions: ["pull", "push"] }];
  const jwt = `${part({ alg: "none" })}.${part({ access, iat: 1, exp: 301 })}.x`;
  const { issued } = await issue("standard-token", {
    known: { scheme: "bearer", realm: `${fakes.get("standard-token")?.origin}/token` },
    transport: async () => ({
      status: 200,
      headers: [],
      body: new TextEncoder().encode(JSON.stringify({ token: jwt })),
      durationMs: 1,
    }),
  });
  expect(issued).toMatchObject({
    ok: true,
    credential: { kind: "token", scope: "repository:team/app:pull,push" },
  });
});

test("hands on a token for no longer than its service said, also where that is under a minute", async () => {
  const answer = { token: "opaque", expires_in: 10 };
  const { issued } = await issue("standard-token", {
    known: { scheme: "bearer", realm: `${fakes.get("standard-token")?.origin}/token` },
    transport: async () => ({
      status: 200,
      headers: [],
      body: new TextEncoder().encode(JSON.stringify(answer)),
      durationMs: 1,
    }),
  });
  const { credential } = issued as Extract<typeof issued, { ok: true }>;
  const { expiresAt } = credential as Extract<typeof credential, { kind: "token" }>;
  expect(expiresAt - Date.now()).toBeLessThanOrEqual(10_000);
});

test("takes one request where the challenge is known", async () => {
  const first = await issue("standard-token");
  await transport.close();
  const known = first.issued.ok ? first.issued.remembered : null;
  const { requests, issued } = await issue("standard-token", { known });
  expect(issued.ok).toBe(true);
  expect(requests).toHaveLength(1);
});

test("says that with Basic there is nothing shorter than the stored secret, without a request", async () => {
  const { issued, requests } = await issue("standard-basic", { known: { scheme: "basic" } });
  expect(issued).toEqual({
    ok: true,
    credential: { kind: "pair", ...alice, stored: true, expiresAt: null },
    remembered: { scheme: "basic" },
  });
  expect(requests).toEqual([]);
});

test("gives none where none is asked for", async () => {
  const { issued } = await issue("open");
  expect(issued).toMatchObject({ ok: true, credential: { kind: "none" } });
});

test.each([
  ["standard-token", { credential: { username: "alice", secret: "wrong" } }, "AUTH-REJECTED"],
  ["standard-token-elsewhere", {}, "REALM-REFUSED"],
])("fails with a diagnosis: %s %j", async (dialect, changes, code) => {
  const { issued } = await issue(dialect, changes);
  expect(issued).toMatchObject({ ok: false, diagnosis: { code } });
});

test("asks anew where the token address has moved", async () => {
  const fake = fakes.get("standard-token");
  const known = {
    scheme: "bearer" as const,
    realm: `${fake?.origin}/old`,
    service: "fake-registry",
  };
  const { issued, requests } = await issue("standard-token", { known });
  expect(issued).toMatchObject({ ok: true, remembered: { realm: `${fake?.origin}/token` } });
  expect(requests).toHaveLength(3);
});

test("asks anew where a registry that took Basic asks for tokens is left to the pull itself", async () => {
  const { issued } = await issue("standard-token", { known: { scheme: "basic" } });
  expect(issued).toMatchObject({ ok: true, credential: { kind: "pair", stored: true } });
});
