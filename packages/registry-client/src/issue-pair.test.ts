import { startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { alice, checkInput } from "../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../test/test-transport.ts";
import { issuePair } from "./issue-pair.ts";
import type { SignIn } from "./sign-in/sign-in.ts";

let fake: FakeRegistry;
let transport: TestTransport;

beforeAll(async () => {
  fake = await startFakeRegistry({ dialect: "standard-token", accounts: [alice], images: {} });
});
afterAll(() => fake.close());
beforeEach(() => {
  transport = createTestTransport();
});
afterEach(() => transport.close());

function input(changes: Partial<Parameters<typeof issuePair>[0]> = {}) {
  const { image, registry, clock } = checkInput(fake, transport, "team/app:1");
  const credential = { username: alice.username, secret: alice.secret };
  return { host: image.host, registry, credential, transport, clock, ...changes };
}

test("gives the stored pair of a type that knows nothing shorter, and says so, asking nobody", async () => {
  expect(await issuePair(input())).toEqual({
    ok: true,
    credential: { kind: "pair", ...alicePair(), stored: true, expiresAt: null },
  });
  expect(fake.requests).toEqual([]);
});

test("gives what the vendor's sign-in makes, with its end", async () => {
  const minting: SignIn = {
    type: "standard",
    open: async () => ({ ok: true, pair: { username: "t", secret: "short" }, expiresAt: 5 }),
  };
  expect(await issuePair(input({ signIns: [minting] }))).toEqual({
    ok: true,
    credential: { kind: "pair", username: "t", secret: "short", stored: false, expiresAt: 5 },
  });
});

test("gives what a type makes for one repository only where that covers the whole host", async () => {
  const minting: SignIn = {
    type: "standard",
    open: async () => ({ ok: true, pair: alicePair(), expiresAt: null }),
    issue: async () => ({
      kind: "pair",
      username: "t",
      secret: "short",
      stored: false,
      expiresAt: 5,
    }),
  };
  const secretOf = async (signIn: SignIn) => {
    const issued = await issuePair(input({ signIns: [signIn] }));
    return issued.ok && [issued.credential.secret, issued.credential.stored];
  };
  expect(await secretOf({ ...minting, coversHost: true })).toEqual(["short", false]);
  expect(await secretOf(minting)).toEqual([alice.secret, true]);
});

test("gives nothing for a host that is none of the registry's", async () => {
  const issued = await issuePair(input({ host: "evil.example.com" }));
  expect(issued.ok).toBe(false);
  expect(JSON.stringify(issued)).not.toContain(alice.secret);
});

test("a secret that can't be sent is told as such", async () => {
  const credential = { username: "a:b", secret: "x" };
  expect(await issuePair(input({ credential }))).toMatchObject({
    ok: false,
    diagnosis: { code: "CRED-MALFORMED" },
  });
});

function alicePair() {
  return { username: alice.username, secret: alice.secret };
}
