import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { alice, checkInput, registryOf } from "../../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../../test/test-transport.ts";
import type { RememberedChallenge } from "../check-event.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { runFullCheck } from "./full-check.ts";
import { runReCheck } from "./re-check.ts";

const image = createImage();
const images = { "team/app:1": image };
let basic: FakeRegistry;
let token: FakeRegistry;
let transport: TestTransport;

beforeAll(async () => {
  basic = await startFakeRegistry({ dialect: "standard-basic", accounts: [alice], images });
  token = await startFakeRegistry({ dialect: "standard-token", accounts: [alice], images });
});
afterAll(() => Promise.all([basic.close(), token.close()]));
afterEach(() => transport.close());

async function reCheck(
  fake: FakeRegistry,
  name: string,
  changes: Parameters<typeof checkInput>[3] = {},
) {
  transport = createTestTransport();
  const trace = await runReCheck(checkInput(fake, transport, name, changes));
  return {
    trace,
    diagnosis: diagnose(trace),
    purposes: trace.exchanges.map(({ purpose }) => purpose),
  };
}

async function remembered(fake: FakeRegistry): Promise<RememberedChallenge | null> {
  const own = createTestTransport();
  const trace = await runFullCheck(checkInput(fake, own, "team/app:1"));
  await own.close();
  return trace.remembered;
}

describe("takes as few requests as a proof can take", () => {
  test("with Basic: one, two for the very first", async () => {
    const first = await reCheck(basic, "team/app:1");
    expect(first.purposes).toEqual(["control-head", "head"]);
    await transport.close();
    const known = first.trace.remembered;
    expect((await reCheck(basic, "team/app:1", { known })).purposes).toEqual(["head"]);
  });

  test("with a token: two, three for the very first", async () => {
    const first = await reCheck(token, "team/app:1");
    expect(first.purposes).toEqual(["control-head", "token", "head"]);
    await transport.close();
    const known = first.trace.remembered;
    const second = await reCheck(token, "team/app:1", { known });
    expect(second.purposes).toEqual(["token", "head"]);
    expect(second.diagnosis.code).toBe("OK");
    expect(second.trace.remembered).toEqual(known);
  });

  test("and no more for a wrong secret", async () => {
    const credential = { username: "alice", secret: "wrong-horse-battery" };
    for (const fake of [basic, token]) {
      const known = await remembered(fake);
      const { purposes, diagnosis } = await reCheck(fake, "team/app:1", { known, credential });
      expect(purposes).toHaveLength(1);
      expect(diagnosis).toMatchObject({ code: "AUTH-REJECTED", healthEffect: "failing" });
      await transport.close();
    }
  });

  test("on one connection", async () => {
    await reCheck(token, "team/app:1", { known: await remembered(token) });
    expect(transport.dialled).toEqual([token.host]);
  });
});

test("says what it rests on, and that a tag has moved", async () => {
  const basis = { at: 1, control: "private" as const, digest: `sha256:${"0".repeat(64)}` };
  const { trace } = await reCheck(basic, "team/app:1", { known: { scheme: "basic" }, basis });
  expect(trace.basis).toEqual(basis);
  expect(trace.control).toBe("not-run");
  expect(trace.notices).toEqual(["digest-from-header-only", "basis", "digest-changed"]);
  expect(JSON.stringify(trace.steps[5])).toContain("stands as of the last full check");
});

test("shows the remembered challenge as remembered", async () => {
  const { trace } = await reCheck(basic, "team/app:1", { known: { scheme: "basic" } });
  expect(trace.steps.map(({ step, status }) => `${step} ${status}`)).toEqual([
    "credential passed",
    "dns skipped",
    "connect warning",
    "challenge skipped",
    "token skipped",
    "manifest passed",
    "layer skipped",
  ]);
});

describe("a registry that changed how it signs clients in", () => {
  test("from Basic to tokens is asked anew, once", async () => {
    const { purposes, diagnosis, trace } = await reCheck(token, "team/app:1", {
      known: { scheme: "basic" },
    });
    expect(purposes).toEqual(["head", "control-head", "token", "head"]);
    expect(diagnosis.code).toBe("OK");
    expect(trace.remembered).toMatchObject({ scheme: "bearer" });
    expect(trace.notices).toContain("challenge-changed");
  });

  test("to another token address is asked anew, once", async () => {
    const known = {
      scheme: "bearer" as const,
      realm: `${token.origin}/old-token`,
      service: "fake-registry",
    };
    const { purposes, diagnosis } = await reCheck(token, "team/app:1", { known });
    expect(purposes).toEqual(["token", "control-head", "token", "head"]);
    expect(diagnosis.code).toBe("OK");
  });

  test("to another name of the service is asked anew, once, where the token service says so", async () => {
    const known = {
      scheme: "bearer" as const,
      realm: `${token.origin}/token`,
      service: "a-name-of-before",
    };
    const { purposes, diagnosis, trace } = await reCheck(token, "team/app:1", { known });
    expect(purposes).toEqual(["token", "control-head", "token", "head"]);
    expect(diagnosis.code).toBe("OK");
    expect(trace.notices).toContain("challenge-changed");
    expect(trace.remembered).toMatchObject({ service: "fake-registry" });
  });

  test("and where only the registry says so", async () => {
    const trace = await runReCheck({
      ...checkInput(example, unused, "team/app:1"),
      known: { scheme: "bearer", realm: "https://reg.example.com/token", service: "before" },
      transport: async ({ url, headers }) => {
        if (url.includes("/token"))
          return answer(
            200,
            [],
            JSON.stringify({ token: new URL(url).searchParams.get("service") }),
          );
        return headers["authorization"] === "Bearer now"
          ? answer(200, [
              ["content-type", image.mediaType],
              ["docker-content-digest", image.digest],
            ])
          : answer(401, [
              ["www-authenticate", 'Bearer realm="https://reg.example.com/token",service="now"'],
            ]);
      },
    });
    expect(diagnose(trace).code).toBe("OK");
    expect(trace.remembered).toMatchObject({ service: "now" });
  });

  test("to a foreign one gets nothing", async () => {
    const known = { scheme: "bearer" as const, realm: `${token.elsewhere.origin}/token` };
    const seen = token.credentialsSeen.length;
    const { purposes, diagnosis } = await reCheck(token, "team/app:1", { known });
    expect(purposes).toEqual([]);
    expect(diagnosis.code).toBe("REALM-REFUSED");
    expect(token.credentialsSeen.length).toBe(seen);
  });
});

test("Harbor's second challenge is not taken for a change", async () => {
  const known = await remembered(token);
  const { purposes, diagnosis } = await reCheck(token, "scenario/harbor-denied:1", { known });
  expect(purposes).toEqual(["token", "head"]);
  expect(diagnosis).toMatchObject({ code: "DENIED", confidence: "one-of-two" });
});

test("the same token address with its default port written out is not taken for a change", async () => {
  const asked: string[] = [];
  const challenge = `Bearer realm="https://reg.example.com:443/token",service="s",error="insufficient_scope"`;
  const trace = await runReCheck({
    ...checkInput(example, unused, "team/app:1"),
    known: { scheme: "bearer", realm: "https://reg.example.com/token", service: "s" },
    transport: async ({ method, url }) => {
      asked.push(`${method} ${new URL(url).pathname}`);
      return url.includes("/token")
        ? answer(200, [], '{"token":"issued-token-0001"}')
        : answer(401, [["www-authenticate", challenge]]);
    },
  });
  expect(asked).toEqual(["GET /token", "HEAD /v2/team/app/manifests/1"]);
  expect(trace.notices).not.toContain("challenge-changed");
});

const example = { host: "reg.example.com", origin: "https://reg.example.com", ca: null };
const unused = () => Promise.reject(new Error("not used"));
const answer = (status: number, headers: Array<[string, string]>, body = "") => ({
  status,
  headers,
  body: new TextEncoder().encode(body),
  durationMs: 1,
});

test("a remembered scope counts for its own repository only", async () => {
  const known = await remembered(token);
  const before = token.requests.length;
  await reCheck(token, "other/app:1", { known });
  const asked = token.requests.slice(before).find(({ url }) => url.startsWith("/token"));
  expect(asked?.url).toContain("repository%3Aother%2Fapp%3Apull");
});

test.each([
  ["rate-limited", "RATE-LIMIT"],
  ["outage", "SERVER-5XX"],
  ["reset", "NET-RESET"],
])("%s leaves the credential alone", async (scenario, code) => {
  const known = await remembered(token);
  const { diagnosis } = await reCheck(token, `scenario/${scenario}:1`, { known });
  expect(diagnosis).toMatchObject({ code, healthEffect: "trouble" });
});

test("a missing repository and a missing tag look alike to HEAD, and are called alike", async () => {
  const { diagnosis } = await reCheck(token, "scenario/tag-missing:1", {
    known: await remembered(token),
  });
  expect(diagnosis).toMatchObject({ code: "NOT-FOUND", confidence: "one-of-two" });
});

test("downloads only where HEAD doesn't tell the digest", async () => {
  const { purposes, trace } = await reCheck(token, "scenario/no-digest-header:1", {
    known: await remembered(token),
  });
  expect(purposes).toEqual(["token", "head", "get"]);
  expect(trace.manifest?.digestFrom).toBe("body");
});

test("works without a credential where none is needed", async () => {
  const open = await startFakeRegistry({ dialect: "open", images });
  const { purposes, diagnosis } = await reCheck(open, "team/app:1", {
    credential: null,
    registry: registryOf(open),
  });
  await open.close();
  expect(purposes).toEqual(["control-head", "head"]);
  expect(diagnosis.code).toBe("OK-ANONYMOUS");
});
