import { startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { alice, checkInput } from "../../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../../test/test-transport.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { runFullCheck } from "./full-check.ts";

/** The hostile answers of the threat catalogue, by their numbers: the stated result, and what never happens. */

let fake: FakeRegistry;
let transport: TestTransport;

beforeAll(async () => {
  fake = await startFakeRegistry({ dialect: "standard-token", accounts: [alice], tls: "trusted" });
});
afterAll(() => fake.close());
afterEach(() => transport.close());

async function play(
  scenario: string,
  options: { headersTimeoutMs?: number; durationMs?: number; tag?: string } = {},
) {
  const { headersTimeoutMs = 5000, durationMs, tag = "1" } = options;
  transport = createTestTransport({ headersTimeoutMs });
  const before = { requests: fake.requests.length, seen: fake.credentialsSeen.length };
  const startedAt = performance.now();
  const limits = { durationMs };
  const input = checkInput(fake, transport, `scenario/${scenario}:${tag}`, { limits });
  const trace = await runFullCheck(input);
  const tookMs = performance.now() - startedAt;
  const requests = fake.requests.slice(before.requests);
  const seen = fake.credentialsSeen.slice(before.seen);
  const told = JSON.stringify([trace, input.events, diagnose(trace)]);
  expect(told).not.toContain(alice.secret);
  expect(requests.length).toBeLessThanOrEqual(8);
  expect(tookMs).toBeLessThan(15_500);
  await transport.close();
  // Nothing stays behind, whatever the other side did.
  await expect.poll(() => fake.openSockets(), { timeout: 2000 }).toBe(0);
  const elsewhere = requests.filter(({ listener }) => listener === "elsewhere");
  return { trace, diagnosis: diagnose(trace), requests, seen, elsewhere, tookMs, told };
}

describe("S-05: redirects are not followed", () => {
  test.each([
    ["E-43", "redirect"],
    ["E-44", "redirect-port"],
    ["E-44", "redirect-scheme-relative"],
    ["E-44", "redirect-backslash"],
    ["E-44", "redirect-plain-http"],
    ["E-44", "redirect-no-slashes"],
    ["E-46", "redirect-metadata"],
    ["E-46", "redirect-file"],
    ["E-46", "redirect-data"],
    ["E-47", "redirect-loop"],
    ["row 12", "login-redirect"],
  ])("%s %s: one request, no credential, nothing dialled", async (_id, scenario) => {
    const { diagnosis, requests, seen, elsewhere } = await play(scenario);
    expect(diagnosis).toMatchObject({ code: "REDIRECT", outcome: "not_a_registry" });
    expect([requests.length, seen.length, elsewhere.length]).toEqual([1, 0, 0]);
    expect(transport.dialled).toEqual([fake.host]);
  });

  test("E-45 a redirected token request delivers the secret nowhere else", async () => {
    const { diagnosis, elsewhere } = await play("token-redirect");
    expect(diagnosis.code).toBe("REDIRECT");
    expect(elsewhere).toEqual([]);
  });
});

describe("S-04: a token address that may not be named gets neither a secret nor a request", () => {
  test.each([
    ["E-48", "foreign-realm", "REALM-REFUSED"],
    ["E-48", "look-alike-realm", "REALM-REFUSED"],
    ["E-50", "http-realm", "REALM-REFUSED"],
    ["E-51", "metadata-realm", "REALM-REFUSED"],
    ["E-51", "address-realm", "REALM-REFUSED"],
    ["E-51", "localhost-realm", "REALM-REFUSED"],
    ["row 14", "dead-realm", "REALM-REFUSED"],
    ["E-52", "relative-realm", "REALM-BROKEN"],
    ["E-52", "userinfo-realm", "REALM-BROKEN"],
    ["E-52", "fragment-realm", "REALM-BROKEN"],
    ["E-52", "script-realm", "REALM-BROKEN"],
    ["E-52", "long-realm", "REALM-BROKEN"],
    ["E-53", "missing-realm", "CHALLENGE-BROKEN"],
    ["E-53", "empty-realm", "CHALLENGE-BROKEN"],
    ["E-53", "double-realm", "CHALLENGE-BROKEN"],
    ["E-53", "two-realms", "CHALLENGE-BROKEN"],
    ["E-54", "unterminated-challenge", "CHALLENGE-BROKEN"],
    ["E-54", "backslash-challenge", "CHALLENGE-BROKEN"],
    ["E-54", "many-challenges", "CHALLENGE-BROKEN"],
    ["E-55", "digest-challenge", "CHALLENGE-UNSUPPORTED"],
  ])("%s %s → %s", async (_id, scenario, code) => {
    const { diagnosis, requests, seen } = await play(scenario);
    expect(diagnosis.code).toBe(code);
    expect(diagnosis.healthEffect).toBe("trouble");
    expect([requests.length, seen.length]).toEqual([1, 0]);
    expect(transport.dialled).toEqual([fake.host]);
  });
});

describe("E-56 a challenge never widens what is asked for", () => {
  test.each(["push-scope", "other-scope", "catalog-scope", "no-scope", "unquoted-scope"])(
    "%s",
    async (scenario) => {
      const { diagnosis, requests } = await play(scenario);
      expect(diagnosis.code).toBe("OK");
      const asked = requests.filter(({ url }) => url.startsWith("/token"));
      expect(asked.length).toBeGreaterThan(0);
      const own = `repository:scenario/${scenario}:pull`;
      for (const { url } of asked) {
        const query = new URL(url, fake.origin).searchParams;
        // The second one only asks what would be granted; its token is used nowhere.
        expect([[own], [`${own},push`]]).toContainEqual(query.getAll("scope"));
      }
    },
  );

  test("odd-service: separators stay inside the one parameter", async () => {
    const { requests } = await play("odd-service");
    const asked = requests.find(({ url }) => url.startsWith("/token"));
    const query = new URL(asked?.url ?? "", fake.origin).searchParams;
    expect([...query]).toEqual([
      ["service", "a&scope=b#c"],
      ["scope", "repository:scenario/odd-service:pull"],
    ]);
  });
});

test("E-57 a token that is never taken is fetched twice, not for ever", async () => {
  const { diagnosis, trace } = await play("token-never-accepted");
  expect(diagnosis).toMatchObject({
    code: "TOKEN-NOT-TAKEN",
    healthEffect: "trouble",
    confidence: "one-of-two",
  });
  expect(trace.exchanges.filter(({ purpose }) => purpose === "token")).toHaveLength(2);
});

describe("E-65 lists of tags, asked for where a tag is missing", () => {
  const ask = async (scenario: string) => {
    const played = await play(scenario, { tag: "2" });
    expect(played.diagnosis.code).toBe("TAG-MISSING");
    const lists = played.requests.filter(({ url }) => url.includes("/tags/list"));
    expect(lists).toHaveLength(1);
    expect(transport.dialled).toEqual([fake.host]);
    return played;
  };

  test.each(["tags-endless", "tags-elsewhere"])(
    "%s: one page is enough, wherever the next one lies",
    async (scenario) => {
      const { trace, diagnosis } = await ask(scenario);
      expect(trace.nearTags).toEqual(["latest", "1"]);
      expect(diagnosis).toMatchObject({ confidence: "certain" });
      expect(diagnosis.remedies[0]).toBe("Choose a tag that exists: `latest`, `1`.");
    },
  );

  test.each(["tags-huge", "tags-denied", "tags-odd"])(
    "%s: nothing is made of it",
    async (scenario) => {
      const { trace, diagnosis } = await ask(scenario);
      expect(trace.nearTags).toBeUndefined();
      expect(diagnosis).toMatchObject({ confidence: "one-of-two" });
    },
  );
});

test("row 17 a token that is refused once is replaced by a fresh one", async () => {
  const { diagnosis, trace } = await play("token-refused-once");
  expect(diagnosis.code).toBe("OK");
  expect(trace.notices).toContain("token-retried");
});

describe("token answers", () => {
  test.each([
    ["E-58", "token-huge"],
    ["E-58", "token-deep"],
    ["E-58", "token-proto"],
    ["E-58", "token-html"],
    ["E-58", "token-empty"],
    ["E-59", "token-line-break"],
    ["E-59", "token-long"],
  ])("%s %s is unusable, and never repeated", async (_id, scenario) => {
    const { diagnosis, trace } = await play(scenario);
    expect(diagnosis).toMatchObject({
      code: "TOKEN-UNUSABLE",
      outcome: "registry_trouble",
      healthEffect: "trouble",
    });
    expect(JSON.stringify(trace)).not.toMatch(/Host: evil|aaaaaaaa/);
  });

  test.each([
    ["token-negative-life", 60_000, true],
    ["token-no-life", 60_000, true],
    ["token-endless-life", 300_000, true],
    ["token-text-life", 300_000, false],
    ["token-null-life", 300_000, false],
  ])("E-59 %s lives %i ms", async (scenario, lifetimeMs, clamped) => {
    const { diagnosis, trace } = await play(scenario);
    expect(diagnosis.code).toBe("OK");
    expect(trace.token?.lifetimeMs).toBe(lifetimeMs);
    expect(trace.notices.includes("lifetime-clamped")).toBe(clamped);
  });

  test("an opaque token is taken as it is", async () => {
    const { diagnosis, trace } = await play("token-opaque");
    expect(diagnosis.code).toBe("OK");
    expect(trace.token?.granted).toBeNull();
  });
});

describe("waiting has an end", () => {
  test.each([
    ["E-60", "slow", "NO-ANSWER"],
    ["E-60", "header-drip", "NO-ANSWER"],
    ["E-63", "continue-flood", "NO-ANSWER"],
  ])("%s %s", async (_id, scenario, code) => {
    const { diagnosis, tookMs } = await play(scenario, { headersTimeoutMs: 400 });
    expect(diagnosis).toMatchObject({ code, outcome: "unreachable", healthEffect: "trouble" });
    expect(tookMs).toBeLessThan(2000);
  });

  test("E-61 body-drip ends with the time of the whole check", async () => {
    const { diagnosis, tookMs } = await play("body-drip-after-auth", { durationMs: 700 });
    expect(diagnosis.code).toBe("OUT-OF-TIME");
    expect(tookMs).toBeLessThan(2000);
  });
});

describe("answers that break HTTP or are too large", () => {
  test.each([
    ["E-62", "gzip-manifest", "BAD-ANSWER"],
    ["E-62", "stacked-encodings", "BAD-ANSWER"],
    ["E-62", "br-manifest", "BAD-ANSWER"],
    ["E-63", "huge-headers", "BAD-ANSWER"],
    ["E-63", "many-headers", "BAD-ANSWER"],
    ["E-63", "length-and-chunked", "BAD-ANSWER"],
    ["E-64", "ssh-banner", "BAD-ANSWER"],
    ["E-64", "reset", "NET-RESET"],
    ["E-64", "hang-up", "NET-RESET"],
    ["E-65", "manifest-over-4mib", "MANIFEST-TOO-LARGE"],
    ["row 11", "web-page", "NOT-REGISTRY"],
    ["row 11", "web-page-missing", "NOT-REGISTRY"],
    ["row 11", "web-page-after-auth", "NOT-REGISTRY"],
    ["row 11", "json-page", "NOT-REGISTRY"],
    ["row 13", "no-challenge", "NO-CHALLENGE"],
    ["row 13", "html-401", "NO-CHALLENGE"],
    ["digest", "wrong-digest", "MANIFEST-WRONG"],
    ["digest", "bad-digest", "MANIFEST-WRONG"],
    ["media type", "wrong-media-type", "MANIFEST-WRONG"],
  ])("%s %s → %s, and the credential is not to blame", async (_id, scenario, code) => {
    const { diagnosis } = await play(scenario);
    expect(diagnosis.code).toBe(code);
    expect(diagnosis.healthEffect).not.toBe("failing");
    expect(diagnosis.healthEffect).not.toBe("healthy");
  });

  test.each(["length-too-long", "bad-chunk", "endless-body"])(
    "E-63 %s after sign-in is no success",
    async (scenario) => {
      const { diagnosis } = await play(`${scenario}-after-auth`);
      expect(["BAD-ANSWER", "NET-RESET", "MANIFEST-TOO-LARGE"]).toContain(diagnosis.code);
    },
  );

  test("E-62 a gzip bomb is never unpacked", async () => {
    const { trace, requests } = await play("gzip-manifest");
    expect(trace.exchanges.at(-1)).toMatchObject({
      purpose: "head",
      failure: { code: "encoding" },
    });
    expect(requests.every(({ headers }) => headers["accept-encoding"] === "identity")).toBe(true);
  });

  test("E-64 a second answer on the same socket is never read", async () => {
    const { diagnosis, trace } = await play("second-reply");
    expect(trace.manifest).toBeNull();
    expect(diagnosis.healthEffect).not.toBe("healthy");
  });
});

describe("E-65 certificates", () => {
  test.each([
    ["expired", "TLS-EXPIRED"],
    ["not-yet-valid", "TLS-NOT-YET-VALID"],
    ["wrong-name", "TLS-NAME"],
    ["self-signed", "TLS-SELF-SIGNED"],
    ["unknown-issuer", "TLS-CHAIN"],
    ["untrusted-root-sent", "TLS-UNTRUSTED"],
  ] as const)("%s → %s, and nothing is sent", async (tls, code) => {
    const other = await startFakeRegistry({ dialect: "standard-basic", accounts: [alice], tls });
    transport = createTestTransport();
    const trace = await runFullCheck(checkInput(other, transport, "scenario/denied:1"));
    await other.close();
    expect(diagnose(trace)).toMatchObject({ code, outcome: "tls", healthEffect: "trouble" });
    expect(other.requests).toEqual([]);
    expect(trace.steps[2]).toMatchObject({ step: "connect", status: "failed" });
  });

  test("plain HTTP where TLS was expected is named as that", async () => {
    const plain = await startFakeRegistry({ dialect: "standard-basic" });
    transport = createTestTransport();
    const origin = plain.origin.replace("http:", "https:");
    const trace = await runFullCheck(
      checkInput({ ...plain, origin }, transport, "scenario/denied:1"),
    );
    await plain.close();
    expect(diagnose(trace).code).toBe("HTTP-ONLY");
  });
});

describe("a registry that hides what it doesn't show strangers", () => {
  test("is shown the credential once, unasked, and may open", async () => {
    const { diagnosis, seen } = await play("hidden-basic");
    expect(diagnosis.code).toBe("OK");
    expect(new Set(seen.map(({ presented }) => presented.scheme))).toEqual(new Set(["basic"]));
  });

  test("is not said to have accepted what it never asked for", async () => {
    const { diagnosis } = await play("missing-at-once");
    expect(diagnosis).toMatchObject({ code: "NOT-FOUND", confidence: "one-of-two" });
  });

  test("gets nothing where the answer doesn't come from a registry", async () => {
    const { seen } = await play("web-page-missing");
    expect(seen).toEqual([]);
  });
});

test("an error that echoes the secret in every encoding is shown without it", async () => {
  const { diagnosis, told } = await play("echo-secret");
  expect(diagnosis.symptom).toContain("[redacted]");
  const pair = Buffer.from(`alice:${alice.secret}`).toString("base64");
  expect(told).not.toContain(pair.slice(12, -4));
});

test("an error that echoes the token is shown without it", async () => {
  const { seen, told } = await play("echo-token");
  const tokens = seen.flatMap(({ presented }) =>
    presented.scheme === "bearer" ? [presented.token] : [],
  );
  expect(tokens.length).toBeGreaterThan(0);
  for (const token of tokens) expect(told).not.toContain(token.slice(0, 200));
});

test("a warning of the registry is shown and changes nothing", async () => {
  const { trace, diagnosis } = await play("warning-header");
  expect(diagnosis.code).toBe("OK");
  expect(JSON.stringify(trace.steps[5])).toContain("This registry will be switched off in May.");
});

test.each(["head-405", "head-400"])(
  "row 23 %s: GET is used from then on, within the budget",
  async (scenario) => {
    const { trace, diagnosis } = await play(scenario);
    expect(diagnosis.code).toBe("OK");
    expect(trace.exchanges.map(({ purpose }) => purpose)).toEqual([
      "control-head",
      "control-get",
      "control-token",
      "token",
      "get",
      "push-probe",
    ]);
  },
);

test("a digest that only the body can give is taken from the body", async () => {
  const { trace, diagnosis } = await play("no-digest-header");
  expect(diagnosis.code).toBe("OK");
  expect(trace.manifest?.digestFrom).toBe("body");
});

test("an old manifest proves the credential, with a warning that nothing can run it", async () => {
  const { trace, diagnosis } = await play("schema-1");
  expect(diagnosis.code).toBe("OK");
  expect(trace.steps[5]).toMatchObject({ step: "manifest", status: "warning" });
  expect(trace.notices).toContain("schema-1");
});
