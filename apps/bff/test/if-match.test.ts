import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams,
  addRegistry,
  getRegistry,
  settingsFor,
  startRegistry,
} from "./support/registry.ts";

let registry: FakeRegistry;
let acme: Acme;
beforeAll(async () => {
  registry = await startRegistry("standard-basic");
  acme = await startAcme({ allow: [registry.host] });
});
afterAll(async () => {
  await acme.close();
  await registry.close();
});

test("an answer's tag is its version, and If-Match asks for exactly that one", async () => {
  const { id, version } = await addRegistry(acme.owner, registry);
  const path = `/api/v1/organizations/${acmeParams.org}/registries/${id}`;
  const read = await acme.owner.send("GET", path);
  const tag = read.headers.get("etag") ?? "";
  expect(tag).toBe(`"${version}"`);
  const pause = (headers: Record<string, string>, body: unknown = {}) =>
    acme.owner.send("POST", `${path}/pause`, { body, headers });

  const paused = await pause({ "if-match": tag });
  expect(paused.status).toBe(200);
  expect(paused.headers.get("etag")).toBe(`"${version + 1}"`);

  const outdated = await pause({ "if-match": tag });
  expect(outdated.status).toBe(412);
  expect(await outdated.text()).toContain("precondition_failed");
  // In our own words the same is a conflict.
  expect((await pause({}, { version })).status).toBe(409);
  expect((await pause({ "if-match": tag }, { version: version + 1 })).status).toBe(400);
  expect((await pause({ "if-match": tag }, { version })).status).toBe(412);

  for (const odd of ["*", `W/${tag}`, String(version), `${tag}, "9"`]) {
    expect((await pause({ "if-match": odd })).status, odd).toBe(400);
  }
  const list = await acme.owner.send("GET", path.replace(`/${id}`, ""), {
    headers: { "if-match": tag },
  });
  expect(list.status).toBe(400);

  const remove = (value: string) =>
    acme.owner.send("DELETE", path, { headers: { "if-match": value } });
  expect((await remove(tag)).status).toBe(412);
  expect((await remove(`"${version + 1}"`)).status).toBe(204);
});

test("E-80: of two admins, the one whose page is older changes nothing of what the other has moved", async () => {
  const { id, version } = await addRegistry(acme.owner, registry, { name: "Moved" });
  const item = { params: { ...acmeParams, id } };
  const { registry: moved } = await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    ...item,
    body: {
      version,
      settings: { ...settingsFor(registry), username: "bob" },
      secret: { password: "of bob" },
    },
  });
  const admin = await acme.as("admin");
  const stale = await admin.send(
    "PATCH",
    `/api/v1/organizations/${acmeParams.org}/registries/${id}`,
    { body: { name: "Stale" }, headers: { "if-match": `"${version}"` } },
  );
  expect(stale.status).toBe(412);
  expect(await getRegistry(acme.owner, id)).toEqual(moved);
});
