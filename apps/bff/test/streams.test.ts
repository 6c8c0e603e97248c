import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { entry } from "../src/store/contract/sample.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, eventsIn, startRegistry } from "./support/registry.ts";
import { personId } from "./support/worker.ts";

let registry: FakeRegistry;
let acme: Acme;

beforeAll(async () => {
  registry = await startRegistry("standard-basic");
});
afterAll(() => registry.close());
beforeEach(async () => {
  acme = await startAcme({
    allow: [registry.host],
    outbound: { limits: { headersMs: 600, requestMs: 1_000 } },
  });
});
afterEach(async () => {
  registry.play(null);
  await acme.close();
});

async function removeMember(id: string): Promise<void> {
  await acme.owner.ok("DELETE /organizations/{org}/members/{id}", { params: { ...org, id } });
}

test("whoever is removed learns nothing more of a check that is being watched", async () => {
  const support = await acme.as("support");
  const id = await personId(support);
  const saved = await addRegistry(acme.owner, registry);
  registry.play("slow");
  const { check } = await support.ok("POST /organizations/{org}/checks", {
    params: org,
    body: { subject: "registry", registryId: saved.id, image: `${registry.host}/team/app:1` },
  });
  const watch = (client: typeof support) =>
    client.call("GET /organizations/{org}/checks/{id}/events", {
      params: { ...org, id: check.id },
    });
  const [theirs, ours] = [await watch(support), await watch(acme.owner)];
  await removeMember(id);
  await expect(theirs.text()).rejects.toThrow("not_found");
  const kinds = eventsIn(await ours.text()).map(({ type }) => type);
  expect(kinds.at(-1)).toBe("finished");
});

test("a file that is being read ends, without its end, when its reader is removed", async () => {
  const support = await acme.as("support");
  const id = await personId(support);
  for (let n = 0; n < 1_200; n += 1) {
    await acme.store.audit.append(acme.organizationId, entry({ requestId: `req_${n}` }));
  }
  const answer = await support.call("GET /organizations/{org}/audit-export", {
    params: org,
    query: { format: "json" },
  });
  const reader = answer.body?.getReader();
  await reader?.read();
  await removeMember(id);
  const rest = async () => {
    while ((await reader?.read())?.done === false);
  };
  await expect(rest()).rejects.toThrow("not_found");
});
