import { routes, type RouteDefinition } from "@berth/api-contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createJobs } from "../src/jobs/create-jobs.ts";
import { lookWords } from "../src/services/support-staff/look-words.ts";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const params = { org: "acme" };
const hour = 3_600_000;
const reason = "Ticket 4711: pulls fail";
const enter = (client: Client, organization = "acme") =>
  client.call("POST /support-staff/visits", { body: { organization, reason, hours: 1 } });
const registries = async (client: Client) =>
  (await client.call("GET /organizations/{org}/registries", { params })).status;
const access = () => acme.owner.ok("GET /organizations/{org}/support-access", { params });
const log = (area = "support-visit") =>
  acme
    .rows(
      `select action, actor_kind, actor_name, changes from audit_event where action like '${area}.%' order by sequence`,
    )
    .map((row) => [row["action"], row["actor_kind"], row["actor_name"]]);

test("support staff enter with a reason, look around as Support, and are out when the time is over", async () => {
  const staff = await acme.staff();
  expect(await registries(staff)).toBe(404);
  expect(await staff.ok("GET /support-staff/organizations", {})).toEqual({
    organizations: [{ slug: "acme", name: "Acme", state: "open", endsAt: null }],
  });
  expect((await enter(staff)).status).toBe(201);
  expect(await registries(staff)).toBe(200);
  const session = await staff.ok("GET /session", {});
  expect(session).toMatchObject({
    isSupportStaff: true,
    mayCreateOrganization: false,
    organizations: [{ slug: "acme", role: "support", visit: { endsAt: expect.any(String) } }],
  });
  // Everybody of the organization sees that somebody is there, and until when.
  const [seen] = (await (await acme.as("member")).ok("GET /session", {})).organizations;
  expect(seen).toMatchObject({ visit: null, visitors: [{ name: "staff" }] });
  expect((await access()).visits).toMatchObject([
    { person: { name: "staff", email: "staff@example.com" }, reason, open: true, endedAt: null },
  ]);
  const people = await acme.owner.ok("GET /organizations/{org}/members", { params });
  expect(people.members.map(({ name }) => name)).not.toContain("staff");
  expect(log().map(([action, kind]) => [action, kind])).toEqual([
    ["support-visit.start", "support-staff"],
    ["support-visit.look", "support-staff"],
  ]);

  acme.pass(hour);
  expect(await registries(staff)).toBe(404);
  expect((await staff.ok("GET /session", {})).organizations).toEqual([]);
  expect((await access()).visits).toMatchObject([{ open: false, endedAt: null }]);
});

test("a visit that is over by its time alone stands in the log, once, as soon as it is", async () => {
  const staff = await acme.staff();
  await enter(staff);
  const ends = () => log().filter(([action]) => action === "support-visit.end");
  acme.pass(hour - 1_000);
  await acme.runJobs();
  expect(ends()).toEqual([]);
  acme.pass(1_000);
  const otherServer = createJobs(acme.deps, { reCheckIntervalMs: null });
  await Promise.all([acme.runJobs(), otherServer.runDue()]);
  await acme.runJobs();
  expect(ends()).toEqual([["support-visit.end", "system", "Berth"]]);
  const [visit] = (await access()).visits;
  expect(visit).toMatchObject({ open: false, endedAt: visit?.endsAt });
  const [changes] = acme.rows("select changes from audit_event where actor_kind = 'system'");
  expect(String(changes?.["changes"])).toContain("Its time was over.");
  // The next one is told of at its own end, not at the round after it.
  acme.sql("update session set confirmed_at = ?", acme.deps.clock());
  await enter(staff);
  acme.pass(60_000);
  await acme.runJobs();
  acme.pass(hour - 60_000);
  await acme.runJobs();
  expect(ends()).toHaveLength(2);
});

test("what a visitor looks at is in the log before they see it, and is counted for the organization", async () => {
  const staff = await acme.visitor();
  for (const _ of [1, 2, 3]) expect(await registries(staff)).toBe(200);
  await staff.ok("GET /organizations/{org}/pulls", { params, query: {} });
  await staff.ok("POST /organizations/{org}/explain", { params, body: { images: ["a/b"] } });
  const missing = { params: { ...params, id: "no_such_thing" } };
  expect((await staff.call("GET /organizations/{org}/registries/{id}", missing)).status).toBe(404);
  await acme.deps.background.settled();
  const [visit] = (await access()).visits;
  expect(visit?.looks.map(({ what, times }) => [what, times])).toEqual([
    ["List of registries", 3],
    ["List of pulls", 1],
    ["What an image is matched with", 1],
    ["A registry", 1],
  ]);
  const looks = log().filter(([action]) => action === "support-visit.look");
  expect(looks).toEqual(Array.from(looks, () => ["support-visit.look", "support-staff", "staff"]));
  expect(looks).toHaveLength(4);

  acme.sql(
    "create trigger full before insert on support_look begin select raise(abort, 'no'); end",
  );
  const refused = await staff.call("GET /organizations/{org}/members", { params });
  expect(refused.status).toBe(500);
  acme.sql("drop trigger full");
  // Their own people are not watched like that.
  await acme.owner.ok("GET /organizations/{org}/members", { params });
  expect(acme.rows("select route from support_look")).toHaveLength(4);
});

test("there are words for everything that a visitor may read", () => {
  const unspoken = Object.entries<RouteDefinition>(routes).flatMap(([name, { access, method }]) => {
    if (access.who !== "member" || !access.roles.includes("support")) return [];
    const reads = method === "get" || access.visitors === true;
    return reads && !(name in lookWords) ? [name] : [];
  });
  // What these do stands in the log as what it is.
  expect(unspoken).toEqual(["startCheck", "cancelCheck", "leaveOrganization"]);
});

test("what support staff do stands in the log under what they are, and a second visit needs a new reason", async () => {
  const staff = await acme.visitor();
  expect((await enter(staff)).status).toBe(409);
  const answer = await staff.call("POST /organizations/{org}/checks", {
    params,
    body: { subject: "registry", registryId: "reg_none", image: "quay.io/a/b:1" },
  });
  expect(answer.status).toBe(404);
  await staff.ok("POST /organizations/{org}/leave", { params });
  expect(await registries(staff)).toBe(404);
  expect((await enter(staff)).status).toBe(201);
  expect(log().map(([action, kind]) => [action, kind])).toEqual([
    ["support-visit.start", "support-staff"],
    ["support-visit.end", "support-staff"],
    ["support-visit.start", "support-staff"],
  ]);
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params,
    query: { area: "support-visit" },
  });
  expect(events.at(-1)?.changes).toMatchObject([
    { field: "reason", after: reason },
    { field: "until", after: expect.any(String) },
  ]);
});

test("an admin ends a visit at once, and an owner keeps support staff out", async () => {
  const staff = await acme.visitor();
  const admin = await acme.as("admin");
  const [visit] = (await access()).visits;
  const end = (client: Client) =>
    client.call("POST /organizations/{org}/support-visits/{id}/end", {
      params: { ...params, id: visit?.id ?? "" },
    });
  expect((await end(await acme.as("member"))).status).toBe(403);
  expect((await end(staff)).status).toBe(403);
  expect((await end(admin)).status).toBe(204);
  expect((await end(admin)).status).toBe(404);
  expect(await registries(staff)).toBe(404);

  expect((await enter(staff)).status).toBe(201);
  const set = (allowed: boolean, client = acme.owner) =>
    client.call("PUT /organizations/{org}/support-access", { params, body: { allowed } });
  expect((await set(false, admin)).status).toBe(403);
  expect((await set(false, staff)).status).toBe(403);
  expect((await set(false)).status).toBe(200);
  expect((await set(false)).status).toBe(200);
  expect(await registries(staff)).toBe(404);
  const refused = await staff.refused("POST /support-staff/visits", {
    body: { organization: "acme", reason, hours: 1 },
  });
  expect([refused.code, refused.message]).toEqual([
    "conflict",
    expect.stringContaining("Acme lets no support staff in"),
  ]);
  expect(await staff.ok("GET /support-staff/organizations", {})).toMatchObject({
    organizations: [{ state: "closed" }],
  });
  expect(
    acme.rows("select 1 from audit_event where action like '%set-support-access'"),
  ).toHaveLength(1);
});

test("to everybody else there are no support staff, and an unknown organization is not found", async () => {
  const stranger = await acme.stranger();
  for (const client of [stranger, acme.owner]) {
    expect((await client.call("GET /support-staff/organizations", {})).status).toBe(404);
    expect((await enter(client)).status).toBe(404);
    expect((await enter(client, "no-such-organization")).status).toBe(404);
    expect((await client.ok("GET /session", {})).isSupportStaff).toBe(false);
  }
  expect((await enter(await acme.staff(), "no-such-organization")).status).toBe(404);
  expect(log()).toEqual([]);
});

test("nobody enters on a password alone, with a stale proof, or without a reason", async () => {
  const staff = await acme.staff();
  const blank = await staff.refused("POST /support-staff/visits", {
    body: { organization: "acme", reason: "    ", hours: 1 },
  });
  expect(blank.code).toBe("validation_failed");
  acme.advance(11 * 60_000);
  const stale = await staff.refused("POST /support-staff/visits", {
    body: { organization: "acme", reason, hours: 1 },
  });
  expect(stale.code).toBe("confirmation_required");
  acme.sql("update session set confirmed_at = ?", acme.deps.clock());
  expect((await enter(staff)).status).toBe(201);

  acme.sql("delete from totp");
  const refused = await staff.refused("GET /organizations/{org}/registries", { params });
  expect(refused.code).toBe("second_factor_missing");
  acme.sql("delete from support_visit");
  const without = await staff.refused("POST /support-staff/visits", {
    body: { organization: "acme", reason, hours: 1 },
  });
  expect(without.message).toContain("need a second factor");
});

test("whoever is a member goes in as such, and a dismissed one is out at once", async () => {
  const staff = await acme.visitor();
  const [{ id } = {}] = acme.rows("select id from user where name = 'staff'");
  acme.sql("delete from support_staff where person_id = ?", id);
  expect(await registries(staff)).toBe(404);
  expect((await enter(staff)).status).toBe(404);
  acme.sql("insert into support_staff (person_id, appointed_at) values (?, 1)", id);
  acme.sql(
    "insert into member (id, organization_id, user_id, role, created_at) values ('mem_s', ?, ?, 'member', 1)",
    acme.organizationId,
    id,
  );
  const session = await staff.ok("GET /session", {});
  expect(session.organizations).toMatchObject([{ role: "member", visit: null }]);
  expect(await staff.ok("GET /support-staff/organizations", {})).toMatchObject({
    organizations: [{ state: "member" }],
  });
});
