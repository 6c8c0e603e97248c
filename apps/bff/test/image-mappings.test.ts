import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, startRegistry } from "./support/registry.ts";
import { addWorker } from "./support/worker.ts";

let registry: FakeRegistry;
let acme: Acme;
let worker: Client;

beforeAll(async () => {
  registry = await startRegistry("standard-token");
  acme = await startAcme({ allow: [registry.host] });
  await addRegistry(acme.owner, registry);
  ({ worker } = await addWorker(acme));
});
afterAll(async () => {
  await acme.close();
  await registry.close();
});

const path = "/organizations/{org}/image-mappings";
const create = (from: string, to: string, client = acme.owner) =>
  client.call(`POST ${path}`, { params: org, body: { from, to } });
const list = async (client = acme.owner) =>
  (await client.ok(`GET ${path}`, { params: org })).mappings;
const pull = (image: string, carrier: "pull" | "kubelet" = "pull") =>
  worker.ok("POST /worker/pulls", { body: { image, carrier } });
const explain = async (image: string, asOf?: string) => {
  const body = { images: [image], losers: 0, ...(asOf === undefined ? {} : { asOf }) };
  const answer = await acme.owner.ok("POST /organizations/{org}/explain", { params: org, body });
  return answer.explanations[0];
};

test("a mapped image is pulled, recorded and explained under the cache's name, until the mapping goes", async () => {
  expect((await pull("quay.io/app:1")).outcome).toBe("anonymous");
  const created = await create("Quay.io/", `${registry.host}/team`);
  expect(created.status).toBe(201);
  const [mapping] = await list();
  expect(mapping).toMatchObject({
    from: "quay.io",
    to: `${registry.host}/team`,
    createdBy: { name: "Aino Karhu" },
    servedBy: { registry: { name: "Fake" }, pattern: `${registry.host}/team/*` },
  });

  const answer = await pull("quay.io/app:1");
  expect(answer).toMatchObject({
    outcome: "credential",
    image: { canonical: `${registry.host}/team/app`, mappedFrom: "quay.io/app" },
    match: { registry: "Fake" },
    credential: { registryHost: registry.host },
  });
  expect((await pull("quay.io/app:1", "kubelet")).outcome).toBe("anonymous");
  const { pull: recorded } = await acme.owner.ok("GET /organizations/{org}/pulls/{id}", {
    params: { ...org, id: answer.pull },
  });
  expect(recorded).toMatchObject({
    image: "quay.io/app:1",
    canonical: `${registry.host}/team/app:1`,
  });

  const explained = await explain("quay.io/app:1");
  expect(explained).toMatchObject({
    image: "quay.io/app:1",
    canonical: `${registry.host}/team/app`,
    mapped: {
      from: "quay.io/app",
      to: `${registry.host}/team/app`,
      mapping: { from: "quay.io", to: `${registry.host}/team` },
    },
    verdict: "uses",
  });
  const { mappings } = await worker.ok("GET /worker/patterns", {});
  expect(mappings).toEqual([{ from: "quay.io", to: `${registry.host}/team` }]);

  acme.advance(1_000);
  await acme.owner.ok(`DELETE ${path}/{id}`, { params: { ...org, id: mapping?.id ?? "" } });
  expect(await explain("quay.io/app:1", mapping?.createdAt)).toMatchObject({
    mapped: { mapping: { from: "quay.io" } },
    verdict: "uses",
  });
  expect((await pull("quay.io/app:1")).outcome).toBe("anonymous");
  expect((await explain("quay.io/app:1"))?.mapped).toBeNull();
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { area: "image-mapping" },
  });
  expect(events.map(({ action }) => action)).toEqual([
    "image-mapping.delete",
    "image-mapping.create",
  ]);
});

test.each([
  ["docker.io/*", "cache.test", "from", "unreadable"],
  ["library", "cache.test", "from", "unreadable"],
  ["docker.io", "cache.test/hub:1", "to", "unreadable"],
  ["docker.io", "docker.io/mirror", "to", "below-itself"],
])("%s to %s is refused at '%s' (%s)", async (from, to, field, code) => {
  const refused = await create(from, to);
  expect(refused.status).toBe(422);
  const { error } = (await refused.json()) as { error: { issues: object[] } };
  expect(error.issues).toMatchObject([{ path: field, code }]);
});

test("one name has one mapping, and only managers change them", async () => {
  expect((await create("ghcr.io", "cache.test/github")).status).toBe(201);
  expect((await create("ghcr.io", "cache.test/other")).status).toBe(422);
  const [mapping] = await list();
  expect(mapping?.servedBy).toBeNull();
  const id = mapping?.id ?? "";
  const support = await acme.as("support");
  expect(await list(support)).toHaveLength(1);
  expect((await create("a.test", "b.test", support)).status).toBe(403);
  const stranger = await acme.stranger();
  const foreign = await stranger.call(`DELETE ${path}/{id}`, {
    params: { org: "other", id },
  });
  expect(foreign.status).toBe(404);
  expect(await list()).toHaveLength(1);
});
