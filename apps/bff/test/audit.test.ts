import { roles, routes, type AuditEvent, type RouteDefinition } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams as params,
  addRegistry,
  createBody,
  startRegistry,
} from "./support/registry.ts";

let registry: FakeRegistry;
let acme: Acme;

beforeAll(async () => {
  registry = await startRegistry("standard-basic");
  acme = await startAcme({ allow: [registry.host] });
  await addRegistry(acme.owner, registry, { name: "=cmd|'/c calc'!A1" });
});
afterAll(async () => {
  await acme.close();
  await registry.close();
});

const list = async (query: Record<string, unknown> = {}) =>
  (await acme.owner.ok("GET /organizations/{org}/audit-events", { params, query })).events;

async function exported(role: "owner" | "support", query: string): Promise<Response> {
  const client = await acme.as(role);
  return await client.send("GET", `/api/v1/organizations/acme/audit-export?${query}`);
}

describe("the audit log", () => {
  test("is narrowed by area, action, actor, object, text and time", async () => {
    const all = await list();
    expect(all.map(({ action }) => action)).toEqual([
      "registry.create",
      "session.sign-in",
      "organization.create",
    ]);
    const [created] = all;
    expect((await list({ area: "registry" })).map(({ id }) => id)).toEqual([created?.id]);
    expect(await list({ area: "session", action: "registry.create" })).toEqual([]);
    expect(await list({ object: created?.object.id })).toHaveLength(1);
    expect(await list({ actor: created?.actor.id })).toHaveLength(3);
    expect(await list({ text: created?.requestId })).toHaveLength(1);
    expect(await list({ within: "1h", area: "registry" })).toHaveLength(1);
    expect(await list({ to: "2020-01-01T00:00:00.000Z" })).toEqual([]);
  });

  test("gives one event by its id, and nobody else's", async () => {
    const [newest] = await list();
    const id = newest?.id ?? "";
    const key = "GET /organizations/{org}/audit-events/{id}";
    expect((await acme.owner.ok(key, { params: { ...params, id } })).event).toEqual(newest);
    const stranger = await acme.stranger();
    const foreign = await stranger.refused(key, { params: { org: "other", id } });
    expect(foreign).toMatchObject({ status: 404, code: "not_found" });
  });

  test("is exported as CSV without a cell that a spreadsheet would run", async () => {
    const answer = await exported("owner", "format=csv&area=registry");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="berth-audit-acme-[0-9TZ-]+\.csv"$/,
    );
    const lines = (await answer.text()).split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(
      "Time,Actor,Actor kind,Actor id,Action,Object,Object kind,Object id,Changes,From,Request id,Event id",
    );
    expect(lines[1]).toContain(`,registry.create,'=cmd|'/c calc'!A1,registry,`);
  });

  test("is exported as JSON that holds what the list shows, over any number of pages", async () => {
    const rows = acme.rows("select max(sequence) as last from audit_event");
    for (let index = 0; index < 1203 - Number(rows[0]?.["last"]); index += 1) {
      await acme.store.audit.append(acme.organizationId, {
        action: "session.sign-out",
        actor: { kind: "person", id: "usr_x", name: "X" },
        object: { kind: "person", id: "usr_x", name: "X" },
        changes: [],
        address: "192.0.2.9",
        requestId: "req_x",
        at: Date.now(),
      });
    }
    const answer = await exported("owner", "format=json");
    const file = (await answer.json()) as { organization: string; events: AuditEvent[] };
    expect(file.organization).toBe("acme");
    expect(file.events).toHaveLength(1203);
    expect(new Set(file.events.map(({ id }) => id)).size).toBe(1203);
    expect(file.events.slice(0, 50)).toEqual(await list());
    const none = await exported("owner", "format=json&to=2020-01-01T00:00:00.000Z");
    expect(await none.json()).toMatchObject({ events: [] });
  });

  test("tells support no network address, in the list, in one event, in a file or by searching", async () => {
    const support = await acme.as("support");
    const ofSupport = "GET /organizations/{org}/audit-events";
    const { events } = await support.ok(ofSupport, { params, query: { limit: 200 } });
    expect(events.length).toBeGreaterThan(100);
    expect(events.every(({ address }) => address === null)).toBe(true);
    const id = events[0]?.id ?? "";
    const one = await support.ok("GET /organizations/{org}/audit-events/{id}", {
      params: { ...params, id },
    });
    expect(one.event.address).toBeNull();
    for (const format of ["csv", "json"]) {
      const text = await (await exported("support", `format=${format}`)).text();
      expect(text.length).toBeGreaterThan(10_000);
      expect(text).not.toContain("192.0.2.9");
    }
    const query = { text: "192.0.2.9" };
    expect(await list(query)).not.toEqual([]);
    expect((await support.ok(ofSupport, { params, query })).events).toEqual([]);
  });

  test("is closed to members, and no route changes or deletes an event", async () => {
    const member = await acme.as("member");
    for (const path of ["audit-events", "audit-events/x", "audit-export?format=csv"]) {
      const answer = await member.send("GET", `/api/v1/organizations/acme/${path}`);
      expect(answer.status, path).toBe(403);
    }
    const changing = Object.values<RouteDefinition>(routes).filter(
      ({ path, method }) => path.includes("audit") && method !== "get",
    );
    expect(changing).toEqual([]);
  });
});

describe("S-24, R-22: no row, no action", () => {
  /**
   * Every table's rows but those of sessions, which a sign-in makes before it is recorded, and how often things were
   * tried, which counts whatever comes of it.
   */
  const contents = () => {
    const tables = acme.rows("select name from sqlite_schema where type = 'table'");
    return tables
      .map(({ name }) => String(name))
      .filter((name) => !["session", "verification", "attempt_counter"].includes(name))
      .map((name) => [name, acme.rows(`select * from "${name}"`)]);
  };

  test("where the audit log can't be written, nothing that belongs in it happens, and reading goes on", async () => {
    const saved = await addRegistry(acme.owner, registry, {
      name: "Kept",
      patterns: [`${registry.host}/kept/*`],
      testImage: `${registry.host}/team/app:1`,
    });
    await Promise.all(roles.map((role) => acme.as(role)));
    acme.sql(
      "create trigger audit_is_full before insert on audit_event begin select raise(abort, 'no room'); end",
    );
    const before = contents();
    const item = { ...params, id: saved.id };
    const version = saved.version;
    const attempts: [name: string, answer: Promise<Response>][] = [
      [
        "create",
        acme.owner.call("POST /organizations/{org}/registries", {
          params,
          body: createBody(registry, { name: "New", patterns: [`${registry.host}/new/*`] }),
        }),
      ],
      [
        "rename",
        acme.owner.call("PATCH /organizations/{org}/registries/{id}", {
          params: item,
          body: { version, name: "Other" },
        }),
      ],
      [
        "replace the secret",
        acme.owner.call("PUT /organizations/{org}/registries/{id}/secret", {
          params: item,
          body: { version, secret: { password: "another" }, reasonUnchecked: "for the test" },
        }),
      ],
      [
        "pause",
        acme.owner.call("POST /organizations/{org}/registries/{id}/pause", {
          params: item,
          body: { version },
        }),
      ],
      [
        "delete",
        acme.owner.call("DELETE /organizations/{org}/registries/{id}", {
          params: item,
          query: { version },
        }),
      ],
      [
        "check",
        acme.owner.call("POST /organizations/{org}/checks", {
          params,
          body: {
            subject: "registry",
            registryId: saved.id,
            image: `${registry.host}/team/app:1`,
          },
        }),
      ],
      [
        "project",
        acme.owner.call("POST /organizations/{org}/projects", {
          params,
          body: { name: "P", owner: { kind: "organization" } },
        }),
      ],
      [
        "worker token",
        acme.owner.call("POST /organizations/{org}/worker-tokens", {
          params,
          body: { name: "T", project: { kind: "any" }, expiresInDays: 30 },
        }),
      ],
    ];
    const asked = registry.requests.length;
    for (const [name, attempt] of attempts) {
      expect((await attempt).status, name).toBeGreaterThanOrEqual(500);
    }
    await acme.deps.background.settled();
    expect(contents()).toEqual(before);
    expect(registry.requests).toHaveLength(asked);
    expect((await list({ limit: 3 })).length).toBe(3);
    acme.sql("drop trigger audit_is_full");
    const renamed = acme.owner.call("PATCH /organizations/{org}/registries/{id}", {
      params: item,
      body: { version, name: "Other" },
    });
    expect((await renamed).status).toBe(200);
  });
});
