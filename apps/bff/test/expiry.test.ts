import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, getRegistry } from "./support/registry.ts";
import { addWorker } from "./support/worker.ts";

const dayMs = 86_400_000;
const registry = { host: "127.0.0.1:5001" };

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme({ allow: [registry.host] });
});
afterAll(() => acme.close());

const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();
const unfolded = (text: string) => text.replaceAll("\r\n ", "");

test("the calendar holds the end of every secret and token, and its file can be kept", async () => {
  const end = inDays(40);
  const { id } = await addRegistry(acme.owner, registry, {
    name: "ECR, prod",
    expiryAt: end,
    patterns: [`${registry.host}/a/*`],
  });
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params: { ...org, id },
    body: { version: 1, rotateAfterDays: 90 },
  });
  await addWorker(acme);
  const support = await acme.as("support");
  const answer = await support.call("GET /organizations/{org}/expiry.ics", { params: org });
  expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="berth-acme.ics"');
  const text = unfolded(await answer.text());
  expect(text).toContain(`DTSTART;VALUE=DATE:${end.slice(0, 10).replaceAll("-", "")}`);
  expect(text).toContain("SUMMARY:The secret of 'ECR\\, prod' ends");
  expect(text).toContain("SUMMARY:Replace the secret of 'ECR\\, prod'");
  expect(text).toContain("SUMMARY:Worker token 'gpu-3' ends");
  expect(text).toContain(`URL:http://127.0.0.1:8080/o/acme/registries/${id}/credential`);
  const found = await getRegistry(acme.owner, id);
  expect(found.rotateAt).toBe(
    new Date(Date.parse(found.secret?.setAt ?? "") + 90 * dayMs).toISOString(),
  );
  expect(found.expiry).toMatchObject({ source: "entered", by: { name: "Aino Karhu" } });
});

test("a calendar reads an address of its own, for as long as its owner may see the dates", async () => {
  const support = await acme.as("support");
  const { url } = await support.ok("POST /organizations/{org}/calendar-address", { params: org });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:8080\/api\/v1\/calendars\/brth_c_[\w-]{43}\.ics$/);
  const path = new URL(url).pathname;
  const read = (at: string) => acme.anonymous.fork().send("GET", at);
  expect(await (await read(path)).text()).toContain("BEGIN:VCALENDAR");
  expect((await read(path.replace(".ics", ""))).status).toBe(200);
  const kept = await support.ok("GET /organizations/{org}/calendar-address", { params: org });
  expect(kept.address?.lastUsedAt).not.toBeNull();

  const missing = await read("/api/v1/calendars/nothing-like-it");
  const unknown = await read(path.slice(0, -8) + "AAAA.ics");
  expect([missing.status, unknown.status]).toEqual([404, 404]);

  acme.sql(
    "update member set role = 'member' where user_id = (select id from user where name = 'support')",
  );
  expect((await read(path)).status).toBe(404);
  acme.sql(
    "update member set role = 'support' where user_id = (select id from user where name = 'support')",
  );

  const { url: next } = await support.ok("POST /organizations/{org}/calendar-address", {
    params: org,
  });
  expect((await read(path)).status).toBe(404);
  expect((await read(new URL(next).pathname)).status).toBe(200);
  await support.ok("DELETE /organizations/{org}/calendar-address", { params: org });
  expect((await read(new URL(next).pathname)).status).toBe(404);

  const word = path.split("/").at(-1)?.replace(".ics", "") ?? "";
  expect(acme.logText()).not.toContain(word);
  expect(JSON.stringify(acme.rows("select * from audit_event"))).not.toContain(word);
});

test("a snooze is written down with who made it, and can be ended", async () => {
  const { id } = await addRegistry(acme.owner, registry, {
    name: "Snoozed",
    expiryAt: inDays(5),
    patterns: [`${registry.host}/b/*`],
  });
  const snooze = (days: number) =>
    acme.owner.ok("POST /organizations/{org}/registries/{id}/snooze", {
      params: { ...org, id },
      body: { days },
    });
  const { registry: snoozed } = await snooze(7);
  expect(Date.parse(snoozed.expiry.snoozedUntil ?? "")).toBeGreaterThan(Date.now() + 6.9 * dayMs);
  expect(snoozed.version).toBe(1);
  expect(snoozed.health.state).toBe("expiring");
  expect((await snooze(0)).registry.expiry.snoozedUntil).toBeNull();
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { action: "registry.snooze-expiry" },
  });
  expect(events).toHaveLength(2);
  expect(events[1]).toMatchObject({ object: { id }, actor: { name: "Aino Karhu" } });
  const member = await acme.as("member");
  const error = await member.refused("POST /organizations/{org}/registries/{id}/snooze", {
    params: { ...org, id },
    body: { days: 7 },
  });
  expect(error.code).toBe("forbidden");
});

test("a word that is no calendar's is refused without waiting for whoever writes", async () => {
  const other = new Database(acme.databasePath);
  try {
    other.exec("BEGIN IMMEDIATE");
    const path = `/api/v1/calendars/brth_c_${"A".repeat(43)}.ics`;
    expect((await acme.anonymous.fork().send("GET", path)).status).toBe(404);
  } finally {
    other.close();
  }
});
