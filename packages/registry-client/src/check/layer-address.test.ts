import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { alice, checkInput } from "../../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../../test/test-transport.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { runFullCheck } from "./full-check.ts";

const image = createImage();
let fake: FakeRegistry;
let transport: TestTransport;

beforeAll(async () => {
  fake = await startFakeRegistry({
    dialect: "standard-basic",
    accounts: [alice],
    images: { "team/app:1": image },
    tls: "trusted",
  });
});
afterEach(() => transport.close());
afterAll(() => fake.close());

async function look(name: string, changes: Parameters<typeof checkInput>[3] = {}) {
  transport = createTestTransport();
  const seen = fake.credentialsSeen.length;
  const trace = await runFullCheck(checkInput(fake, transport, name, changes));
  return {
    trace,
    found: diagnose(trace),
    step: trace.steps.find(({ step }) => step === "layer"),
    asked: trace.exchanges.filter(({ purpose }) => purpose === "layer"),
    seen: fake.credentialsSeen.slice(seen),
  };
}

test("a registry that serves layers itself is said to, and one byte of one is asked for", async () => {
  const { found, step, asked } = await look("team/app:1");
  expect(found.code).toBe("OK");
  expect(step).toMatchObject({
    status: "passed",
    text: `Layers come from \`${fake.host}\` itself.`,
  });
  expect(asked).toMatchObject([{ method: "GET", authorization: "basic" }]);
});

test("the storage is asked without the credential, and the signature in its address is not kept", async () => {
  const { trace, found, step, asked, seen } = await look("scenario/layer-elsewhere:1");
  expect(found.code).toBe("OK");
  expect(step?.status).toBe("passed");
  expect(step?.text).toMatch(/^Layer host reachable: 127\.0\.0\.1:\d+$/);
  expect(trace.layer).toMatchObject({ reachable: true });
  const storage = asked.at(-1);
  expect(storage).toMatchObject({ method: "HEAD", authorization: "none" });
  expect(storage?.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/…$/);
  expect(seen.filter(({ listener }) => listener === "elsewhere")).toEqual([]);
  expect(JSON.stringify(trace)).not.toContain("0123456789abcdef");
});

test("storage that can't be reached is a warning about the network, and the credential stays proven", async () => {
  const { found, step } = await look("scenario/layer-blocked:1");
  expect(found).toMatchObject({
    code: "LAYER-BLOCKED",
    outcome: "ok",
    healthEffect: "healthy",
    confidence: "likely",
  });
  expect(found.symptom).toContain("127.0.0.1:1");
  expect(step?.status).toBe("warning");
  expect(step?.evidence.at(-1)).toMatchObject({ kind: "notice", code: "layer-blocked" });
});

test.each([
  ["layer-plain", /without encryption/],
  ["layer-forbidden", /answered 403 for a layer/],
])("%s is told as it is, and nothing is asked elsewhere", async (scenario, text) => {
  const { found, step, asked } = await look(`scenario/${scenario}:1`);
  expect(found.code).toBe("OK");
  expect(step).toMatchObject({ status: "warning", text: expect.stringMatching(text) as string });
  expect(new Set(asked.map(({ url }) => new URL(url).host))).toEqual(new Set([fake.host]));
});

test("where too few requests are left it isn't begun", async () => {
  const { found, step, asked } = await look("team/app:1", { limits: { requests: 4 } });
  expect(found.code).toBe("OK");
  expect(step).toMatchObject({ status: "skipped" });
  expect(step?.text).toContain("`berth-worker check`");
  expect(asked).toEqual([]);
});
