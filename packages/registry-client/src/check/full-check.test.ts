import {
  createImage,
  createIndex,
  startFakeRegistry,
  type FakeRegistry,
} from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { alice, checkInput, registryOf } from "../../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../../test/test-transport.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import type { CheckTrace } from "../check-event.ts";
import { runFullCheck } from "./full-check.ts";

const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);
const images = { "team/app:1": image, "open/app:1": image, "other/app:1": image };
const account = { ...alice, pull: ["team/app", "open/app"] };
const writer = { username: "writer", secret: "s3cret-writer-1234" };

const fakes: Record<string, FakeRegistry> = {};
let transport: TestTransport;

beforeAll(async () => {
  for (const dialect of ["standard-basic", "standard-token", "standard-token-elsewhere", "open"]) {
    const publicRepositories = ["open/app"];
    fakes[dialect] = await startFakeRegistry({
      dialect,
      accounts: [account, { ...writer, push: true }],
      images,
      publicRepositories,
      tls: "trusted",
    });
  }
});
afterAll(async () => {
  await Promise.all(Object.values(fakes).map((fake) => fake.close()));
});

function fakeOf(dialect: string): FakeRegistry {
  const fake = fakes[dialect];
  if (fake === undefined) throw new Error(`no fake for ${dialect}`);
  return fake;
}

async function check(
  dialect: string,
  name: string,
  changes: Parameters<typeof checkInput>[3] = {},
) {
  const fake = fakeOf(dialect);
  transport = createTestTransport();
  const before = { requests: fake.requests.length, seen: fake.credentialsSeen.length };
  const input = checkInput(fake, transport, name, changes);
  const trace = await runFullCheck(input);
  const requests = fake.requests.slice(before.requests);
  const seen = fake.credentialsSeen.slice(before.seen);
  return { fake, trace, diagnosis: diagnose(trace), requests, seen, events: input.events };
}

afterEach(() => transport.close());

const purposes = (trace: CheckTrace) => trace.exchanges.map((exchange) => exchange.purpose);
const steps = (trace: CheckTrace) => trace.steps.map(({ step, status }) => `${step} ${status}`);

describe("proves a credential with a real manifest", () => {
  test("with Basic, in three requests on one connection, and two more for a layer", async () => {
    const { trace, diagnosis, fake } = await check("standard-basic", "team/app:1");
    expect(diagnosis).toMatchObject({ code: "OK", healthEffect: "healthy", confidence: "certain" });
    expect(purposes(trace)).toEqual(["control-head", "head", "get", "layer", "layer"]);
    expect(transport.dialled).toEqual([fake.host]);
    expect(trace.manifest).toMatchObject({
      digest: image.digest,
      digestFrom: "body",
      platforms: ["linux/amd64", "linux/arm64"],
    });
    expect(trace.control).toBe("private");
  });

  test("with a token for pulling this repository alone", async () => {
    const { trace, diagnosis, requests } = await check("standard-token", "team/app:1");
    expect(diagnosis.code).toBe("OK");
    expect(purposes(trace)).toEqual([
      "control-head",
      "control-token",
      "token",
      "head",
      "get",
      "push-probe",
    ]);
    expect(requests.filter(({ url }) => url.startsWith("/token")).map(({ url }) => url)).toEqual([
      "/token?service=fake-registry&scope=repository%3Ateam%2Fapp%3Apull",
      "/token?service=fake-registry&scope=repository%3Ateam%2Fapp%3Apull",
      "/token?service=fake-registry&scope=repository%3Ateam%2Fapp%3Apull%2Cpush",
    ]);
    expect(trace.token).toMatchObject({
      lifetimeMs: 300_000,
      granted: [{ type: "repository", name: "team/app", actions: ["pull"] }],
    });
  });

  test("with a token from another origin once an admin has pinned it", async () => {
    const pinned = fakeOf("standard-token-elsewhere").elsewhere.origin;
    const registry = registryOf(fakeOf("standard-token-elsewhere"), {
      realmRule: { sameOrigin: true, urls: [], pinnedOrigins: [pinned] },
    });
    const { diagnosis } = await check("standard-token-elsewhere", "team/app:1", { registry });
    expect(diagnosis.code).toBe("OK");
  });

  test("by digest", async () => {
    const { trace, diagnosis } = await check("standard-basic", `team/app@${image.digest}`);
    expect(diagnosis.code).toBe("OK");
    expect(trace.image.reference).toBe(image.digest);
  });

  test("with HEAD alone where a GET counts as a pull", async () => {
    const fake = fakeOf("standard-token");
    const registry = registryOf(fake, { headOnly: true });
    const { trace, diagnosis } = await check("standard-token", "team/app:1", { registry });
    expect(diagnosis.code).toBe("OK");
    expect(purposes(trace)).not.toContain("get");
    expect(trace.manifest).toMatchObject({ digest: image.digest, digestFrom: "header" });
  });
});

test("tells each step as it happens, in order, with its evidence", async () => {
  const { events, trace } = await check("standard-token", "team/app:1");
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
  const told = events.flatMap((event) =>
    event.kind === "step" ? [`${event.step} ${event.status}`] : [event.kind],
  );
  expect(told).toEqual([
    "check-started",
    "credential started",
    "credential passed",
    "dns started",
    "dns skipped",
    "connect started",
    "connect passed",
    "challenge started",
    "challenge passed",
    "token started",
    "token passed",
    "manifest started",
    "manifest passed",
    "token passed",
    "layer skipped",
    "check-finished",
  ]);
  expect(trace.steps.map(({ text }) => text)).toEqual([
    "Team registry as alice",
    "Nothing to look up.",
    expect.stringMatching(/^Certificate valid until \d+ [A-Z][a-z]{2} \d{4}$/),
    expect.stringMatching(/^Registry asks for a Bearer token from 127\.0\.0\.1:\d+$/),
    "Token issued for `repository:team/app:pull`, 5 min. Access is proven only by the next step.",
    expect.stringMatching(/^Found: linux\/amd64 \+ linux\/arm64, sha256:[0-9a-f]{12}…, \d+ ms$/),
    expect.stringMatching(/^Not looked at: the requests of this check were needed/),
  ]);
});

test("looks the name up once and tells its addresses", async () => {
  const fake = await startFakeRegistry({ dialect: "standard-basic", accounts: [account], images });
  const port = fake.host.split(":")[1];
  transport = createTestTransport({ hosts: { "reg.example.test": "127.0.0.1" } });
  const named = {
    host: `reg.example.test:${port}`,
    origin: `http://reg.example.test:${port}`,
    ca: null,
  };
  const trace = await runFullCheck(checkInput(named, transport, "team/app:1"));
  await fake.close();
  expect(steps(trace).slice(1, 3)).toEqual(["dns passed", "connect warning"]);
  expect(trace.steps[1]?.text).toBe("1 address in 0 ms");
});

describe("tells a public image from a working credential", () => {
  test.each(["standard-basic", "standard-token", "open"])("with %s", async (dialect) => {
    const { trace, diagnosis } = await check(dialect, "open/app:1");
    expect(diagnosis).toMatchObject({
      code: "OK-PUBLIC",
      outcome: "ok_but_public",
      healthEffect: "none",
    });
    expect(trace.control).toBe("public");
    expect(trace.manifest?.digest).toBe(image.digest);
  });

  test("and never sends the secret where nobody asked for it", async () => {
    const { seen, trace } = await check("open", "team/app:1");
    expect(seen).toEqual([]);
    expect(trace.notices).toContain("credential-not-asked");
  });
});

describe("a credential that can do more than pull", () => {
  test("is told so, by what a second token would grant", async () => {
    const { trace, diagnosis } = await check("standard-token", "team/app:1", {
      credential: writer,
    });
    expect(diagnosis.code).toBe("OK");
    expect(trace.notices).toContain("over-privileged");
    expect(JSON.stringify(trace.steps[4])).toContain(
      "The registry also grants push on `team/app`; pull is enough.",
    );
    expect(trace.steps[4]).toMatchObject({ step: "token", status: "warning" });
  });

  test("is never told so of one that can't", async () => {
    const { trace } = await check("standard-token", "team/app:1");
    expect(trace.notices).not.toContain("over-privileged");
  });

  test("isn't asked for where the budget is used up", async () => {
    const limits = { requests: 5 };
    const { trace, diagnosis } = await check("standard-token", "team/app:1", { limits });
    expect(diagnosis.code).toBe("OK");
    expect(purposes(trace)).not.toContain("push-probe");
  });
});

describe("without a credential", () => {
  test.each(["standard-token", "standard-basic", "open"])(
    "pulls what anyone may pull from %s",
    async (dialect) => {
      const { diagnosis, trace } = await check(dialect, "open/app:1", { credential: null });
      expect(diagnosis.code).toBe("OK-ANONYMOUS");
      expect(trace.control).toBe("public");
    },
  );

  test.each(["standard-token", "standard-basic"])(
    "says that %s wants a sign-in",
    async (dialect) => {
      const { diagnosis, seen } = await check(dialect, "team/app:1", { credential: null });
      expect(diagnosis.code).toBe("SIGN-IN-NEEDED");
      expect(seen.filter(({ presented }) => presented.scheme === "basic")).toEqual([]);
    },
  );
});

describe("a wrong secret", () => {
  test.each([
    ["standard-basic", 3],
    ["standard-token", 3],
  ])(
    "is rejected by %s in no more requests than a right one takes",
    async (dialect, requestsMax) => {
      const credential = { username: "alice", secret: "wrong-horse-battery" };
      const { trace, diagnosis } = await check(dialect, "team/app:1", { credential });
      expect(diagnosis).toMatchObject({
        code: "AUTH-REJECTED",
        healthEffect: "failing",
        outcome: "bad_credential",
      });
      expect(trace.exchanges.length).toBeLessThanOrEqual(requestsMax);
      expect(diagnosis.causes).toHaveLength(2);
    },
  );
});

test("never speaks of a wrong secret where only the right is missing", async () => {
  for (const dialect of ["standard-basic", "standard-token"]) {
    const { diagnosis } = await check(dialect, "other/app:1");
    expect(diagnosis).toMatchObject({ code: "DENIED", confidence: "one-of-two" });
    await transport.close();
  }
});

test.each([
  ["team/app:2", "TAG-MISSING"],
  ["team/nothing:1", "DENIED"],
])("says what is missing: %s", async (name, code) => {
  const { diagnosis } = await check("standard-token", name);
  expect(diagnosis.code).toBe(code);
});

test("names the tags that exist, the nearest first", async () => {
  const fake = await startFakeRegistry({
    dialect: "standard-basic",
    accounts: [account],
    images: Object.fromEntries(
      ["v1.9", "v2.0", "v2.1", "main", ...Array.from({ length: 20 }, (_, n) => `nightly-${n}`)].map(
        (tag) => [`team/app:${tag}`, image],
      ),
    ),
  });
  transport = createTestTransport();
  const trace = await runFullCheck(checkInput(fake, transport, "team/app:v2"));
  await fake.close();
  expect(trace.nearTags?.slice(0, 3)).toEqual(["v2.1", "v2.0", "v1.9"]);
  expect(trace.nearTags).toHaveLength(10);
  expect(diagnose(trace)).toMatchObject({ code: "TAG-MISSING", confidence: "certain" });
});

describe("the secret goes nowhere else", () => {
  test("not to an image's host outside the registry's own", async () => {
    const registry = registryOf({
      host: "reg.example.com",
      origin: "https://reg.example.com",
      ca: null,
    });
    const { trace, diagnosis, requests } = await check("standard-basic", "team/app:1", {
      registry,
    });
    expect(diagnosis.code).toBe("HOST-NOT-ALLOWED");
    expect([requests.length, trace.exchanges.length]).toEqual([0, 0]);
    expect(steps(trace).slice(0, 2)).toEqual(["credential failed", "dns skipped"]);
    expect(trace.steps[1]?.text).toBe("Skipped: needs “Pick credential”.");
  });

  test("not to a token address on another origin", async () => {
    const { diagnosis, requests, seen, fake } = await check(
      "standard-token-elsewhere",
      "team/app:1",
    );
    expect(diagnosis.code).toBe("REALM-REFUSED");
    expect(seen).toEqual([]);
    expect(requests.filter(({ listener }) => listener === "elsewhere")).toEqual([]);
    expect(diagnosis.symptom).toContain(fake.elsewhere.origin);
  });

  test("not into any event, step or exchange", async () => {
    for (const dialect of ["standard-basic", "standard-token"]) {
      const { trace, events, seen } = await check(dialect, "team/app:1");
      const told = JSON.stringify([trace, events]);
      expect(told).not.toContain(alice.secret);
      expect(told).not.toContain(
        Buffer.from(`alice:${alice.secret}`).toString("base64").slice(8, -4),
      );
      const tokens = seen.flatMap(({ presented }) =>
        presented.scheme === "bearer" ? [presented.token] : [],
      );
      for (const token of tokens) expect(told).not.toContain(token);
      await transport.close();
    }
  });
});

describe("the credential itself", () => {
  test.each([
    ["a line break in the secret", { username: "alice", secret: "a\nb" }],
    ["a colon in the user name", { username: "a:b", secret: "secret" }],
    ["an empty secret", { username: "alice", secret: "" }],
  ])("is refused before it is sent: %s", async (_name, credential) => {
    const { diagnosis, seen } = await check("standard-basic", "team/app:1", { credential });
    expect(diagnosis).toMatchObject({ code: "CRED-MALFORMED", healthEffect: "failing" });
    expect(seen).toEqual([]);
  });

  test("may hold any other character", async () => {
    const odd = { username: "robot$team+ci@x\\y|z ü", secret: "p:ä ss%$'\"" };
    const fake = await startFakeRegistry({ dialect: "standard-basic", accounts: [odd], images });
    transport = createTestTransport();
    const trace = await runFullCheck(
      checkInput(fake, transport, "team/app:1", { credential: odd }),
    );
    await fake.close();
    expect(diagnose(trace).code).toBe("OK");
  });
});

test("shows how the credential was picked, as the caller tells it", async () => {
  const evidence = {
    kind: "pick" as const,
    canonical: "x/team/app",
    registry: "R",
    pattern: "x/*",
  };
  const { trace } = await check("standard-basic", "team/app:1", {
    pick: { text: "Pattern `x/*` → R", evidence },
  });
  expect(trace.steps[0]).toMatchObject({ text: "Pattern `x/*` → R", evidence: [evidence] });
});
