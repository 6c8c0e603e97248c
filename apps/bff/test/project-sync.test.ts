import { afterEach, beforeEach, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as params } from "./support/registry.ts";
import { personId } from "./support/worker.ts";

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const key = "PUT /organizations/{org}/projects/by-external-id/{externalId}" as const;
const organization = { kind: "organization" } as const;
const actions = () =>
  acme
    .rows("select action from audit_event where action like 'project.%' order by sequence")
    .map(({ action }) => action);

async function tokenClient(scope: "projects:write" | "projects:read") {
  const { token } = await acme.owner.ok("POST /organizations/{org}/api-tokens", {
    params,
    body: { name: scope, scopes: [scope], expiresInDays: 1 },
  });
  return acme.anonymous.worker(token);
}

test("a system keeps its projects in step under its own ids, and a repeated call writes nothing", async () => {
  const system = await tokenClient("projects:write");
  const person = await personId(acme.owner);
  const put = async (
    externalId: string,
    body: Parameters<typeof system.ok<typeof key>>[1]["body"],
  ) => (await system.ok(key, { params: { ...params, externalId }, body })).project;
  const made = await put("prj-17", { name: "train", owner: organization });
  expect(made).toMatchObject({ externalId: "prj-17", name: "train", members: [] });
  expect((await put("prj-17", { name: "train", owner: organization })).id).toBe(made.id);
  expect(actions()).toEqual(["project.create"]);

  const mine = { kind: "person", personId: person } as const;
  const moved = await put("prj-17", { name: "train-2", owner: mine, memberIds: [person, person] });
  expect(moved).toMatchObject({
    id: made.id,
    name: "train-2",
    owner: { kind: "person", person: { id: person } },
    members: [{ id: person }],
  });
  await put("prj-17", { name: "train-2", owner: mine, memberIds: [person] });
  expect(actions()).toEqual(["project.create", "project.update"]);
  expect((await put("prj-18", { name: "serve", owner: organization })).id).not.toBe(made.id);
});

test("it is refused what everybody is: a name that is taken, strangers, the wrong scope, and ids no address holds", async () => {
  const system = await tokenClient("projects:write");
  const put = (externalId: string, name: string, memberIds: string[] = [], client = system) =>
    client.call(key, {
      params: { ...params, externalId },
      body: { name, owner: organization, memberIds },
    });
  expect((await put("a", "train")).status).toBe(200);
  expect((await put("b", "Train")).status).toBe(409);
  expect((await put("c", "other", ["usr_nobody"])).status).toBe(422);
  expect((await put("d", "other", [], await tokenClient("projects:read"))).status).toBe(403);
  expect((await put("e", "other", [], await acme.as("support"))).status).toBe(403);
  for (const bad of ["a b", "-a", "a%2Fb", "x".repeat(101)]) {
    expect([400, 404, 422], bad).toContain((await put(bad, "other")).status);
  }
  expect(acme.rows("select name from project")).toEqual([{ name: "train" }]);
});
