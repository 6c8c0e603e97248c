import { routes, type RouteDefinition, type RouteName } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { password, startAcme, type Acme } from "./support/harness.ts";
import type { Client } from "./support/client.ts";
import { reportedImage } from "./support/reported-image.ts";
import { acmeParams as org, addRegistry, runCheck, startRegistry } from "./support/registry.ts";
import { addProject, addWorker, personId } from "./support/worker.ts";

/**
 * What another organization has looks exactly like what does not exist. Every id that stands in the database is tried
 * in every route that takes one, so that a new table and a new route are covered on the day they appear.
 */
const all = Object.entries<RouteDefinition>(routes);
const withIds = all.filter(
  ([name, { access, path }]) =>
    access.who === "member" &&
    /\{(?!org\})\w+\}/.test(path) &&
    // Makes what is not there, under a name of the caller's own: what it does has a test below.
    name !== "putProject",
);

/** A body that passes the route's schema. A route with an id and a body has to be named here. */
const bodies: Partial<Record<RouteName, unknown>> = {
  changeRole: { role: "member" },
  updateAlertChannel: { version: 1, name: "taken over" },
  createExpectation: { image: "quay.io/team/app" },
  pauseRegistry: { version: 1 },
  resumeRegistry: { version: 1 },
  restoreSecret: { version: 1 },
  replaceSecret: { version: 1, secret: { password: "x" }, reasonUnchecked: "for the test" },
  rotateWorkerToken: { expiresInDays: 1, overlapHours: 1 },
  snoozeExpiry: { days: 7 },
  updateDraft: {
    version: 1,
    type: "standard",
    settings: {},
    testImage: "",
    name: "",
    patterns: [],
    handOutStored: false,
    expiryDay: null,
    step: 1,
  },
  updateProject: { name: "taken over" },
  updateRegistry: { version: 1, name: "taken over" },
};

let acme: Acme;
let registry: FakeRegistry;
let stranger: Client;
let foreign: Map<string, string[]>;

beforeAll(async () => {
  registry = await startRegistry("standard-basic");
  acme = await startAcme({ allow: [registry.host] });
  stranger = await acme.stranger();
  const saved = await addRegistry(acme.owner, registry);
  const image = `${registry.host}/team/app:1`;
  await runCheck(acme.owner, { subject: "registry", registryId: saved.id, image });
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/expectations", {
    params: { ...org, id: saved.id },
    body: { image },
  });
  const { worker } = await addWorker(acme, await addProject(acme.owner, "train"));
  await worker.ok("POST /worker/pulls", { body: { image } });
  await acme.owner.ok("POST /organizations/{org}/invitations", {
    params: org,
    body: { email: "bea@example.com", role: "member" },
  });
  await acme.owner.ok("POST /organizations/{org}/alert-channels", {
    params: org,
    body: {
      kind: "webhook",
      name: "On call",
      events: ["registry.failing"],
      secretUrl: `http://${registry.host}/hook`,
    },
  });
  await acme.owner.ok("POST /organizations/{org}/file-reports", {
    params: org,
    body: { name: "compose.yaml", kind: "compose", project: null, images: [reportedImage(image)] },
  });
  await acme.as("admin");
  await acme.visitor();
  await acme.deps.background.settled();
  foreign = idsOf(acme);
});
afterAll(async () => {
  await acme.close();
  await registry.close();
});

/** Every id that belongs to the first organization, by the table it stands in. */
function idsOf({ rows, organizationId }: Acme): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const tables = rows("select name from sqlite_schema where type = 'table'");
  for (const { name } of tables) {
    const table = String(name);
    const columns = rows(`select name from pragma_table_info('${table}')`).map(
      (row) => row["name"],
    );
    const id = table === "member" ? "user_id" : "id";
    if (!columns.includes("organization_id") || !columns.includes(id)) continue;
    const ids = rows(
      `select "${id}" as id from "${table}" where organization_id = '${organizationId}' limit 3`,
    );
    if (ids.length > 0)
      found.set(
        table,
        ids.map((row) => String(row["id"])),
      );
  }
  return found;
}

async function ask(name: string, route: RouteDefinition, id: string) {
  const path = route.path.replace("{org}", "other").replace(/\{\w+\}/g, id);
  const query = route.query?.safeParse({}).success === false ? "?version=1" : "";
  const body = route.body === undefined ? {} : { body: bodies[name as RouteName] ?? {} };
  const answer = await stranger.send(route.method.toUpperCase(), `/api/v1${path}${query}`, body);
  const text = await answer.text();
  return { status: answer.status, text: text.replace(/"requestId":"[^"]+"/, "") };
}

test("there is something of every kind to be found", () => {
  expect([...foreign.keys()]).toEqual(
    expect.arrayContaining([
      "registry",
      "alert_channel",
      "check",
      "pull",
      "project",
      "worker_token",
      "expectation",
      "file_report",
      "support_visit",
      "invitation",
      "member",
    ]),
  );
  expect(withIds.length).toBeGreaterThan(20);
});

test("S-10: another organization's ids are answered byte for byte like ids of nothing", async () => {
  for (const [name, route] of withIds) {
    const missing = await ask(name, route, "no_such_thing");
    // Anything else means that the body above is missing or no longer fits.
    expect(missing.status, name).toBe(404);
    for (const [table, ids] of foreign) {
      for (const id of ids) expect(await ask(name, route, id), `${name} ${table}`).toEqual(missing);
    }
  }
});

test("and nothing of theirs has changed by it", async () => {
  expect(idsOf(acme)).toEqual(foreign);
  expect(acme.rows("select name from registry where name = 'taken over'")).toEqual([]);
  expect((await acme.owner.call("GET /session", {})).status).toBe(200);
});

test("an external id is the organization's own: the same one elsewhere is another project", async () => {
  const [theirs = ""] = foreign.get("project") ?? [];
  const body = { name: "taken over", owner: { kind: "organization" } } as const;
  const params = { org: "other", externalId: theirs };
  const { project } = await stranger.ok(
    "PUT /organizations/{org}/projects/by-external-id/{externalId}",
    { params, body },
  );
  expect(project.id).not.toBe(theirs);
  const own = acme.rows("select organization_id from project where name = 'taken over'");
  expect(own.map((row) => row["organization_id"])).not.toContain(acme.organizationId);
  await stranger.ok("DELETE /organizations/{org}/projects/{id}", {
    params: { org: "other", id: project.id },
  });
});

test("no id of another organization gets in by a body", async () => {
  const [theirs = ""] = foreign.get("registry") ?? [];
  const [project = ""] = foreign.get("project") ?? [];
  const person = await personId(acme.owner);
  const params = { org: "other" };
  const tries = [
    stranger.call("POST /organizations/{org}/checks", {
      params,
      body: { subject: "registry", registryId: theirs, image: `${registry.host}/team/app:1` },
    }),
    stranger.call("POST /organizations/{org}/worker-tokens", {
      params,
      body: { name: "x", project: { kind: "default", id: project }, expiresInDays: 1 },
    }),
    stranger.call("POST /organizations/{org}/projects", {
      params,
      body: { name: "x", owner: { kind: "person", personId: person } },
    }),
    stranger.call("POST /organizations/{org}/projects", {
      params,
      body: { name: "x", owner: { kind: "organization" }, memberIds: [person] },
    }),
  ];
  for (const answer of await Promise.all(tries)) expect([404, 422]).toContain(answer.status);
});

test("S-12: support changes nothing but its own checks and calendar and reports of files, and leaves", () => {
  const unsafe = all
    .filter(
      ([, { access, method }]) =>
        access.who === "member" && method !== "get" && access.roles.includes("support"),
    )
    .map(([name]) => name);
  expect(unsafe.toSorted()).toEqual([
    "cancelCheck",
    "createCalendarAddress",
    "createFileReport",
    "deleteCalendarAddress",
    "deleteFileReport",
    "explain",
    "leaveOrganization",
    "startCheck",
  ]);
});

test("support staff on a visit change nothing but checks that they run, and leave", () => {
  const unsafe = all
    .filter(([, { access, method }]) => {
      return access.who === "member" && method !== "get" && access.visitors === true;
    })
    .map(([name]) => name);
  expect(unsafe.toSorted()).toEqual(["cancelCheck", "explain", "leaveOrganization", "startCheck"]);
});

test("every object that a body may hold refuses what it does not know", () => {
  const open: string[] = [];
  const look = (node: unknown, place: string): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) look(item, `${place}.${index}`);
      return;
    }
    if (typeof node !== "object" || node === null) return;
    const schema = node as Record<string, unknown>;
    if (schema["properties"] !== undefined && schema["additionalProperties"] !== false) {
      open.push(place);
    }
    for (const [key, value] of Object.entries(schema)) look(value, `${place}.${key}`);
  };
  for (const [name, { access, body }] of all) {
    // What a worker reports of a check is read through the trace's own schemas, which drop what they don't know.
    if (body === undefined || access.who === "worker") continue;
    look(z.toJSONSchema(body, { io: "input", unrepresentable: "any" }), name);
  }
  expect(open).toEqual([]);
});

test("S-13: fields that would raise somebody are refused in every body that is otherwise right", async () => {
  const raising = [
    "userId",
    "personId",
    "organizationId",
    "orgId",
    "role",
    "scopes",
    "expiresAt",
    "id",
  ];
  for (const [name, body] of Object.entries(bodies)) {
    const route = routes[name as RouteName] as RouteDefinition;
    for (const field of raising) {
      if (field in (body as object)) continue;
      const path = route.path.replace("{org}", "acme").replace(/\{\w+\}/g, "no_such_thing");
      const answer = await acme.owner.send(route.method.toUpperCase(), `/api/v1${path}`, {
        body: { ...(body as object), [field]: "owner" },
      });
      expect(answer.status, `${name} ${field}`).toBe(422);
    }
  }
});

test("S-16: whoever is removed, demoted or signed out is refused on the next request", async () => {
  const admin = await acme.as("admin");
  const id = await personId(admin);
  const members = { params: { ...org, id } };
  const invitations = () => admin.call("GET /organizations/{org}/invitations", { params: org });
  expect((await invitations()).status).toBe(200);
  await acme.owner.ok("PATCH /organizations/{org}/members/{id}", {
    ...members,
    body: { role: "member" },
  });
  expect((await invitations()).status).toBe(403);
  await acme.owner.ok("DELETE /organizations/{org}/members/{id}", members);
  expect((await invitations()).status).toBe(404);
  const other = acme.anonymous.fork();
  await other.ok("POST /sign-in", { body: { email: "admin@example.com", password } });
  await other.ok("POST /account/sessions/end-others", {});
  expect((await invitations()).status).toBe(401);
  acme.sql("delete from user where id = ?", id);
  expect((await other.call("GET /session", {})).status).toBe(401);
});
