import { getRequestListener } from "@hono/node-server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const ours = { Request: globalThis.Request, Response: globalThis.Response };

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  Object.defineProperty(globalThis, "Request", { value: ours.Request });
  Object.defineProperty(globalThis, "Response", { value: ours.Response });
});

test("a registry that never answers stays silent beside a server that replaced the global Response", async () => {
  getRequestListener(() => new Response());
  const { startFakeRegistry } = await import("../start-fake-registry.ts");
  const fake = await startFakeRegistry({ dialect: "standard-token", scenario: "slow" });
  try {
    const asked = fetch(fake.url, { signal: AbortSignal.timeout(500) });
    await expect(asked).rejects.toThrow("timeout");
  } finally {
    await fake.close();
  }
});
