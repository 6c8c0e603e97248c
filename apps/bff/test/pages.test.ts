import { everyPage } from "@berth/api-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as params, addRegistry } from "./support/registry.ts";
import { addProject, addWorker } from "./support/worker.ts";

const registry = { host: "127.0.0.1:5001" };

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme({ allow: [registry.host] });
  for (const name of ["b", "a", "c"]) {
    await addRegistry(acme.owner, registry, { name, patterns: [`${registry.host}/${name}/*`] });
    await addProject(acme.owner, name);
    await addWorker(acme, null, { name });
  }
});
afterAll(() => acme.close());

test("registries, projects and tokens come in pages, and all of them in a row", async () => {
  const { owner } = acme;
  const lists = {
    registries: (cursor: string | undefined) =>
      owner
        .ok("GET /organizations/{org}/registries", { params, query: { cursor, limit: 2 } })
        .then(({ registries: rows, next }) => ({ rows, next })),
    projects: (cursor: string | undefined) =>
      owner
        .ok("GET /organizations/{org}/projects", { params, query: { cursor, limit: 2 } })
        .then(({ projects: rows, next }) => ({ rows, next })),
    tokens: (cursor: string | undefined) =>
      owner
        .ok("GET /organizations/{org}/worker-tokens", { params, query: { cursor, limit: 2 } })
        .then(({ tokens: rows, next }) => ({ rows, next })),
  };
  for (const [list, names] of [
    ["registries", ["a", "b", "c"]],
    ["projects", ["a", "b", "c"]],
    ["tokens", ["c", "a", "b"]],
  ] as const) {
    const first = await lists[list](undefined);
    expect(first.rows, list).toHaveLength(2);
    expect(first.next, list).not.toBeNull();
    const all = await everyPage<{ name: string }>(lists[list]);
    expect(
      all.map(({ name }) => name),
      list,
    ).toEqual(names);
  }
});

test("a page holds 50 where nothing is said, 200 at most, and a foreign cursor leads nowhere", async () => {
  const { owner } = acme;
  const whole = await owner.ok("GET /organizations/{org}/registries", { params });
  expect(whole).toMatchObject({ next: null });
  expect(whole.registries).toHaveLength(3);
  const key = "GET /organizations/{org}/registries";
  expect((await owner.refused(key, { params, query: { limit: 201 } })).status).toBe(422);
  expect((await owner.refused(key, { params, query: { cursor: "a\0b" } })).status).toBe(422);
  const lost = await owner.ok(key, { params, query: { cursor: "nonsense" } });
  expect(lost).toEqual({ registries: [], next: null });
});
