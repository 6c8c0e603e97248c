import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { registryTypes } from "@berth/registry-catalog";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { alice, checkInput, registryOf } from "../../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../../test/test-transport.ts";
import { runFullCheck } from "../check/full-check.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { issuePullCredential } from "../issue-pull-credential.ts";
import { coversHost, requireSignIn, signIns } from "./index.ts";
import type { SignIn } from "./sign-in.ts";

test("every registry type that Berth knows can be signed in to", () => {
  const known = signIns.map(({ type }) => type);
  expect(registryTypes.map(({ slug }) => slug).filter((slug) => !known.includes(slug))).toEqual([]);
});

test("what is handed out covers a host exactly where the sign-in makes it for one", () => {
  for (const type of registryTypes) {
    const handOut = type.handOut({}, "bearer");
    if (handOut.carrier !== "user-password") continue;
    expect([type.slug, handOut.coversHost]).toEqual([type.slug, coversHost(type.slug)]);
  }
});

test("a type nobody knows is a broken invariant", () => {
  expect(() => requireSignIn("toy")).toThrow("no sign-in for registry type toy");
});

/**
 * A vendor that exists only here: the stored key buys a password from a service, which is then used
 * as with any registry. Shows that a type needs its own file and nothing else.
 */
const toy: SignIn = {
  type: "toy",
  open: async ({ credential, nowMs, send, hide }) => {
    const url = credential.settings?.["service"] ?? "";
    const sent = await send({
      method: "GET",
      url: `${url}/token?service=fake-registry&scope=repository:toy:pull`,
      bodyBytesMax: 64 * 1024,
      headers: { "x-toy-key": credential.secret },
    });
    if (!sent.ok) return { ok: false, code: null, message: "" };
    if (sent.answer.status !== 200) {
      return { ok: false, code: "TOY-KEY", message: `The toy service said ${sent.answer.status}.` };
    }
    const { secret } = alice;
    hide(readToken(sent.response.body));
    return { ok: true, pair: { username: "alice", secret }, expiresAt: nowMs + 60_000 };
  },
  diagnose: (trace) =>
    trace.exchanges.at(-1)?.answer?.status === 404
      ? { code: "TOY-GONE", confidence: "certain" }
      : null,
  texts: {
    "TOY-KEY": {
      outcome: "bad_credential",
      healthEffect: "failing",
      symptom: (names) => `Toys rejected the key of ${names.registry}.`,
      causes: () => ["It was taken away."],
      remedies: () => ["Ask for a new one."],
    },
    "TOY-GONE": {
      outcome: "denied_or_missing",
      healthEffect: "none",
      symptom: (names) => `There is no toy ${names.path}.`,
      causes: () => [],
      remedies: () => ["Look under the bed."],
    },
  },
};

function readToken(body: Uint8Array): string {
  return (JSON.parse(new TextDecoder().decode(body)) as { token: string }).token;
}

describe("a type of its own", () => {
  let fake: FakeRegistry;
  let transport: TestTransport;
  beforeAll(async () => {
    fake = await startFakeRegistry({
      dialect: "standard-token",
      accounts: [alice],
      images: { "team/app:1": createImage() },
    });
  });
  afterAll(() => fake.close());
  afterEach(() => transport.close());

  const input = (name: string, service: string) => {
    transport = createTestTransport();
    return checkInput(fake, transport, name, {
      registry: registryOf(fake, { type: "toy" }),
      credential: { username: "key-1", secret: "toy-key-0123456789", settings: { service } },
      signIns: [toy],
    });
  };

  test("signs in within the check, on its record, and keeps its secrets", async () => {
    const own = input("team/app:1", fake.elsewhere.origin);
    const trace = await runFullCheck(own);

    expect(diagnose(trace, [toy]).code).toBe("OK");
    expect(trace.exchanges.map(({ purpose }) => purpose)).toEqual([
      "control-head",
      "control-token",
      "sign-in",
      "token",
      "head",
      "get",
      "layer",
    ]);
    const told = JSON.stringify([trace, own.events]);
    expect(told).not.toContain("toy-key-0123456789");
    expect(told).not.toContain(alice.secret);
  });

  test("has what it bought taken out of answers that echo it", async () => {
    const own = input("scenario/echo-secret:1", fake.elsewhere.origin);
    const trace = await runFullCheck(own);
    const told = JSON.stringify([trace, own.events]);
    expect(told).toContain("[redacted]");
    expect(told).not.toContain(alice.secret);
    const pair = Buffer.from(`alice:${alice.secret}`).toString("base64");
    expect(told).not.toContain(pair.slice(12, -4));
  });

  test("says in its own words what went wrong at its service", async () => {
    const trace = await runFullCheck(input("team/app:1", `${fake.elsewhere.origin}/nowhere`));
    expect(diagnose(trace, [toy])).toMatchObject({
      code: "TOY-GONE",
      symptom: "There is no toy team/app.",
    });
    expect(diagnose(trace, [{ ...toy, diagnose: () => null }])).toMatchObject({
      code: "TOY-KEY",
      symptom: "Toys rejected the key of Team registry.",
      healthEffect: "failing",
    });
  });

  test("leaves to the common rules what it has no words for", async () => {
    const own = input("team/app:1", "http://127.0.0.1:1");
    expect(diagnose(await runFullCheck(own), [toy]).code).toBe("NET-REFUSED");
  });

  test("hands out what it bought, not what is stored", async () => {
    const basic = await startFakeRegistry({ dialect: "standard-basic", accounts: [alice] });
    transport = createTestTransport();
    const issued = await issuePullCredential(
      checkInput(basic, transport, "team/app:1", {
        registry: registryOf(basic, { type: "toy" }),
        credential: {
          username: "key-1",
          secret: "toy-key-0123456789",
          settings: { service: fake.elsewhere.origin },
        },
        signIns: [toy],
      }),
    );
    await basic.close();
    expect(issued).toMatchObject({
      ok: true,
      credential: { kind: "pair", ...alice, stored: false },
    });
  });
});
