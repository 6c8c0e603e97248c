import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { ownerInput, password, startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, startRegistry } from "./support/registry.ts";
import { addProject, addWorker } from "./support/worker.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

let registry: FakeRegistry;
let acme: Acme;
let worker: Client;

beforeAll(async () => {
  registry = await startRegistry("standard-token");
});
afterAll(() => registry.close());
beforeEach(async () => {
  acme = await startAcme({ allow: [registry.host] });
  await addRegistry(acme.owner, registry);
  ({ worker } = await addWorker(acme));
});
afterEach(() => acme.close());

const signedIn = async () => (await acme.owner.call("GET /session", {})).status === 200;
const pull = () =>
  worker.ok("POST /worker/pulls", { body: { image: `${registry.host}/team/app:1` } });

describe("R-13: a clock that jumps", () => {
  test.each([
    ["five minutes ahead", 5 * minuteMs],
    ["five minutes back", -5 * minuteMs],
    ["a day back", -dayMs],
  ])("%s signs nobody out", async (_name, ms) => {
    acme.advance(ms);
    expect(await signedIn()).toBe(true);
    await acme.as("support");
    // And back to where it was.
    acme.advance(-ms);
    expect(await signedIn()).toBe(true);
  });

  test("a day ahead ends sessions rather than prolong them, and a new one is there at once", async () => {
    acme.advance(dayMs);
    expect(await signedIn()).toBe(false);
    await acme.owner.ok("POST /sign-in", { body: { email: ownerInput.email, password } });
    expect(await signedIn()).toBe(true);
    // A clock that is put right again does not bring the old ones back, nor lock anybody out.
    acme.advance(-dayMs);
    const again = acme.anonymous.fork();
    await again.ok("POST /sign-in", { body: { email: ownerInput.email, password } });
    expect((await again.call("GET /session", {})).status).toBe(200);
  });

  test.each([5 * minuteMs, -5 * minuteMs, dayMs, -dayMs])(
    "by %i ms hands out nothing for longer than the registry has granted",
    async (ms) => {
      const grantedMs = 300_000;
      const before = await pull();
      expect(Date.parse(before.expiresAt ?? "") - Date.now()).toBeLessThanOrEqual(grantedMs);
      acme.advance(ms);
      const after = await pull();
      expect(after.outcome).toBe("credential");
      expect(Date.parse(after.expiresAt ?? "") - Date.now()).toBeLessThanOrEqual(grantedMs);
    },
  );

  test("a worker token ends by the clock that counts, however it came there", async () => {
    const short = await addWorker(acme, null, { name: "short", expiresInDays: 1 });
    const status = async () =>
      (
        await short.worker.call("POST /worker/pulls", {
          body: { image: `${registry.host}/team/app:1` },
        })
      ).status;
    acme.advance(-dayMs);
    expect(await status()).toBe(201);
    acme.advance(2 * dayMs + minuteMs);
    expect(await status()).toBe(401);
  });

  test("the audit log keeps the order in which things happened, whatever time they claim", async () => {
    for (const [n, ms] of [5 * minuteMs, -dayMs, dayMs / 2, -minuteMs].entries()) {
      acme.advance(ms);
      if (!(await signedIn())) {
        await acme.owner.ok("POST /sign-in", { body: { email: ownerInput.email, password } });
      }
      await addProject(acme.owner, `project-${n}`);
    }
    const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
      params: org,
      query: { area: "project" },
    });
    const names = events.map(({ object }) => object?.name);
    expect(names).toEqual(["project-3", "project-2", "project-1", "project-0"]);
    expect(await acme.store.audit.verify(acme.organizationId)).toMatchObject({ ok: true });
  });
});
