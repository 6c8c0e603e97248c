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

/** What a server does that is made in this process. */
const replaceGlobals = () => void getRequestListener(() => new Response());

test.each(["before", "after"])(
  "a registry that never answers stays silent where the global Response was replaced %s its start",
  async (when) => {
    if (when === "before") replaceGlobals();
    const { startFakeRegistry } = await import("../start-fake-registry.ts");
    const fake = await startFakeRegistry({ dialect: "standard-token", scenario: "slow" });
    if (when === "after") replaceGlobals();
    try {
      for (const path of [fake.url, `${fake.url}team/app/manifests/1`]) {
        const asked = fetch(path, { signal: AbortSignal.timeout(300) });
        await expect(asked).rejects.toThrow("timeout");
      }
    } finally {
      await fake.close();
    }
  },
);
