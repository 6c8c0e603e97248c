import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { signInAgain, startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams as org,
  addRegistry,
  getRegistry,
  pair,
  runCheck,
  startRegistry,
} from "./support/registry.ts";

const hourMs = 3_600_000;
const wrong = "wr0ng-new-secret-5555";

let registry: FakeRegistry;
let acme: Acme;
beforeAll(async () => {
  registry = await startRegistry("standard-token");
});
afterAll(() => registry.close());
beforeEach(async () => {
  acme = await startAcme({ allow: [registry.host] });
});
afterEach(() => acme.close());

/** A proven registry whose secret was replaced with a wrong one, against all advice. */
async function replaced(keepHours: number): Promise<string> {
  const { id } = await addRegistry(acme.owner, registry);
  const image = `${registry.host}/team/app:1`;
  await runCheck(acme.owner, { subject: "registry", registryId: id, image });
  await acme.owner.ok("PUT /organizations/{org}/registries/{id}/secret", {
    params: { ...org, id },
    body: {
      version: 1,
      secret: { password: wrong },
      reasonUnchecked: "the registry is down",
      keepHours,
    },
  });
  return id;
}

const sealedRows = () => acme.rows("select version from registry_secret order by version");

test("the old secret comes back with one call, as a new version, and is tried at once", async () => {
  const id = await replaced(24);
  const before = await getRegistry(acme.owner, id);
  expect(before.secret).toMatchObject({ version: 2, kept: { setBy: { name: "Aino Karhu" } } });
  expect(Date.parse(before.secret?.kept?.until ?? "") - Date.now()).toBeGreaterThan(23.9 * hourMs);
  expect(sealedRows()).toEqual([{ version: 1 }, { version: 2 }]);

  await acme.runJobs();
  const { registry: restored } = await acme.owner.ok(
    "POST /organizations/{org}/registries/{id}/secret/restore",
    { params: { ...org, id }, body: { version: before.version } },
  );
  expect(restored.secret).toMatchObject({
    version: 3,
    kept: null,
    fingerprint: before.secret?.kept?.fingerprint,
  });
  expect(restored.health.state).toBe("not-checked");
  expect(sealedRows()).toEqual([{ version: 3 }]);

  await acme.runJobs();
  expect((await getRegistry(acme.owner, id)).health.state).toBe("healthy");
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { action: "registry.restore-secret" },
  });
  expect(events).toHaveLength(1);
  const kept = JSON.stringify(acme.rows("select * from audit_event")) + acme.logText();
  expect(kept).not.toContain(pair.secret);
  expect(kept).not.toContain(wrong);
});

test("its time ends by itself, and then there is nothing to restore", async () => {
  const id = await replaced(1);
  acme.advance(1.05 * hourMs);
  await acme.runJobs();
  await signInAgain(acme);
  expect(sealedRows()).toEqual([{ version: 2 }]);
  const { version, secret } = await getRegistry(acme.owner, id);
  expect(secret?.kept).toBeNull();
  const error = await acme.owner.refused(
    "POST /organizations/{org}/registries/{id}/secret/restore",
    { params: { ...org, id }, body: { version } },
  );
  expect(error).toMatchObject({ status: 409, code: "conflict" });
});

test("it can be deleted before, and is not kept where nobody asked for it or the destination moves", async () => {
  const id = await replaced(24);
  const params = { ...org, id };
  const gone = await acme.owner.ok("DELETE /organizations/{org}/registries/{id}/secret/kept", {
    params,
  });
  expect(gone.registry.secret?.kept).toBeNull();
  expect(sealedRows()).toEqual([{ version: 2 }]);
  expect(
    await acme.owner.refused("DELETE /organizations/{org}/registries/{id}/secret/kept", { params }),
  ).toMatchObject({ status: 404 });

  const replace = (version: number, keepHours: number) =>
    acme.owner.ok("PUT /organizations/{org}/registries/{id}/secret", {
      params,
      body: { version, secret: { password: pair.secret }, reasonUnchecked: "a test", keepHours },
    });
  const { registry: again } = await replace(gone.registry.version, 0);
  expect(again.secret?.kept).toBeNull();
  const { registry: kept } = await replace(again.version, 1);
  expect(kept.secret?.kept).not.toBeNull();
  const moved = await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params,
    body: {
      version: kept.version,
      settings: { ...kept.settings, username: "bob" },
      secret: { password: "another-secret-777" },
    },
  });
  expect(moved.registry.secret?.kept).toBeNull();
  expect(sealedRows()).toHaveLength(1);
});

test("support and strangers restore nothing", async () => {
  const id = await replaced(24);
  const call = { params: { ...org, id }, body: { version: 2 } };
  const key = "POST /organizations/{org}/registries/{id}/secret/restore";
  expect((await (await acme.as("support")).refused(key, call)).code).toBe("forbidden");
  expect((await (await acme.stranger()).refused(key, call)).code).toBe("not_found");
});
