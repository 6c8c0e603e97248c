import { describe, expect, test } from "vitest";
import { auditHash, chainStart } from "../audit-chain.ts";
import type { AuditFilter } from "../ports/audit.ts";
import type { Get } from "./harness.ts";
import { entry, t0 } from "./sample.ts";

export function auditContract(get: Get): void {
  describe("audit", () => {
    test("events form one chain per organization without gaps", async () => {
      const { store, org, otherOrg } = get();
      const appended = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.audit.append(index % 2 === 0 ? org : otherOrg, entry({ at: t0 + index })),
        ),
      );
      expect(appended).toHaveLength(20);
      for (const [organization, length] of [
        [org, 11],
        [otherOrg, 10],
      ] as const) {
        const events = (await store.audit.list(organization, { limit: 200 })).rows.toReversed();
        expect(events.map((event) => event.sequence)).toEqual(
          Array.from({ length }, (_, index) => index + 1),
        );
        expect(events.map((event) => event.hash)).toEqual(events.map(auditHash));
        expect(events.map((event) => event.prevHash)).toEqual([
          chainStart,
          ...events.slice(0, -1).map((event) => event.hash),
        ]);
        expect(await store.audit.verify(organization)).toEqual({ ok: true, events: length });
      }
    });

    test("an event comes back as it was given", async () => {
      const { store, org } = get();
      const given = entry({
        action: "registry.update",
        changes: [
          { field: "patterns", before: ["a/*"], after: ["b/*", "ü"] },
          { field: "testImage", before: undefined, after: { b: 1, a: [null, true] } },
        ],
        actor: { kind: "system", id: null, name: "Berth" },
        address: null,
        at: t0 + 3,
      });
      const event = await store.audit.append(org, given);
      const { rows } = await store.audit.list(org, { limit: 1 });
      expect(rows).toEqual([event]);
      expect(rows[0]).toMatchObject({
        ...given,
        changes: [
          given.changes[0],
          { field: "testImage", before: null, after: { b: 1, a: [null, true] } },
        ],
      });
    });

    test("a name that was cut within a letter breaks no chain", async () => {
      const { store, org } = get();
      const cut = "\u{1f680}".slice(0, 1);
      await store.audit.append(
        org,
        entry({
          actor: { kind: "person", id: "usr_1", name: `Ann ${cut}` },
          object: { kind: "person", id: "usr_1", name: `Ann ${cut}` },
          changes: [{ field: "name", before: null, after: `Ann ${cut}` }],
        }),
      );
      expect(await store.audit.verify(org)).toMatchObject({ ok: true });
    });

    test("pages and filters work together", async () => {
      const { store, org } = get();
      for (let index = 0; index < 5; index += 1) {
        await store.audit.append(
          org,
          entry({
            action: index % 2 === 0 ? "registry.update" : "registry.check",
            object: { kind: "registry", id: `reg_${index % 2}`, name: "R" },
          }),
        );
      }
      const first = await store.audit.list(org, { limit: 2, actions: ["registry.update"] });
      expect(first.rows.map((row) => row.sequence)).toEqual([6, 4]);
      const second = await store.audit.list(org, {
        limit: 2,
        actions: ["registry.update"],
        cursor: first.next ?? "",
      });
      expect(second).toMatchObject({ rows: [{ sequence: 2 }], next: null });
      expect((await store.audit.list(org, { limit: 9, objectId: "reg_1" })).rows).toHaveLength(2);
      expect(await store.audit.list(org, { limit: 9, cursor: "1 or 1=1" })).toEqual({
        rows: [],
        next: null,
      });
    });

    test("filters find by actor, object, name, id, request, address and time", async () => {
      const { store, org, otherOrg } = get();
      const ids: string[] = [];
      for (const [index, name] of ["Ada", "Äino 100%", "a_b\\c"].entries()) {
        const event = await store.audit.append(
          org,
          entry({
            actor: { kind: "person", id: `per_${index}`, name },
            object: { kind: "registry", id: `reg_${index}`, name: `Registry ${index}` },
            requestId: `req_${index}`,
            address: `192.0.2.${index}`,
            at: t0 + 1000 + index,
          }),
        );
        ids.push(event.id);
      }
      await store.audit.append(
        otherOrg,
        entry({ actor: { kind: "person", id: "per_0", name: "Ada" } }),
      );
      const found = async (filter: AuditFilter) =>
        (await store.audit.list(org, { limit: 9, ...filter })).rows
          .filter((row) => row.sequence > 1)
          .map((row) => row.actor.id);
      expect(await found({ actorId: "per_1" })).toEqual(["per_1"]);
      expect(await found({ objectId: "reg_2" })).toEqual(["per_2"]);
      expect(await found({ actions: [] })).toEqual([]);
      expect(await found({ from: t0 + 1001, to: t0 + 1002 })).toEqual(["per_1"]);
      for (const [text, expected] of [
        ["ADA", ["per_0"]],
        ["Äin", ["per_1"]],
        ["100%", ["per_1"]],
        ["1%", []],
        ["a_b\\", ["per_2"]],
        ["aab", []],
        ["registry 2", ["per_2"]],
        ["reg_1", ["per_1"]],
        [ids[2] ?? "", ["per_2"]],
        ["req_0", ["per_0"]],
        ["req_", []],
        ["192.0.2.1", ["per_1"]],
        ["192.0.2.", []],
      ] as const) {
        expect(await found({ text }), text).toEqual(expected);
      }
      expect(await found({ text: "192.0.2.1", hideAddresses: true })).toEqual([]);
      expect((await store.audit.get(org, ids[0] ?? ""))?.actor.name).toBe("Ada");
      expect(await store.audit.get(otherOrg, ids[0] ?? "")).toBeNull();
    });

    test("the database itself refuses to change or delete an event", async () => {
      const { org, store, tamper } = get();
      for (const statement of [
        "update audit_event set actor_name = 'nobody'",
        "delete from audit_event",
      ]) {
        await expect(tamper(statement), statement).rejects.toThrow("append-only");
      }
      expect(await store.audit.verify(org)).toEqual({ ok: true, events: 1 });
    });

    test("verification notices an event that was added behind the chain's back", async () => {
      const { org, store, tamper } = get();
      await store.audit.append(org, entry());
      await tamper(
        `insert into audit_event select organization_id, 3, 'aud_x', at, action, actor_kind, actor_id,
         'Somebody', object_kind, object_id, object_name, changes, address, request_id, prev_hash, hash
         from audit_event where sequence = 2`,
      );
      expect(await store.audit.verify(org)).toMatchObject({
        ok: false,
        brokenAt: 3,
        what: "unheaded",
        eventId: "aud_x",
      });
    });

    test("S-24: verification names the first event that was changed, deleted, moved or put in", async () => {
      const { org, store, tamper, letEventsChange } = get();
      for (let index = 0; index < 6; index += 1) await store.audit.append(org, entry());
      const { rows } = await store.audit.list(org, { limit: 9 });
      const idOf = (sequence: number) => rows.find((row) => row.sequence === sequence)?.id;
      await letEventsChange();
      await tamper("create table kept as select * from audit_event");
      const anyId: unknown = expect.any(String);
      const attempts: [statement: string, brokenAt: number, what: string][] = [
        ["delete from audit_event where sequence = 4", 4, "missing"],
        ["delete from audit_event where sequence = 1", 1, "missing"],
        ["delete from audit_event where sequence = 7", 7, "cut-off"],
        ["delete from audit_event where sequence >= 3", 3, "cut-off"],
        [
          "update audit_event set sequence = -sequence where sequence in (3, 4); update audit_event set sequence = case sequence when -3 then 4 else 3 end where sequence < 0",
          3,
          "altered",
        ],
        ["update audit_event set changes = '[]' where sequence = 5", 5, "altered"],
        ["update audit_event set at = at + 1 where sequence = 2", 2, "altered"],
        ["update audit_event set prev_hash = hash where sequence = 6", 6, "altered"],
        ["update audit_event set hash = prev_hash where sequence = 6", 6, "altered"],
      ];
      for (const column of ["id", "action", "actor_name", "object_name", "address", "request_id"]) {
        const statement = `update audit_event set ${column} = 'x' where sequence = 3`;
        attempts.push([statement, 3, "altered"]);
      }
      for (const [statement, brokenAt, what] of attempts) {
        await tamper(statement);
        const gone = what === "missing" || what === "cut-off";
        const moved = /sequence = -|set id/.test(statement);
        expect(await store.audit.verify(org), statement).toMatchObject({
          ok: false,
          brokenAt,
          what,
          eventId: gone ? null : moved ? anyId : idOf(brokenAt),
        });
        await tamper("delete from audit_event; insert into audit_event select * from kept");
        expect(await store.audit.verify(org)).toEqual({ ok: true, events: 7 });
      }
    });

    test("an event rewritten with a fitting hash breaks where the next one continues it", async () => {
      const { org, store, tamper, letEventsChange } = get();
      await store.audit.append(org, entry());
      await store.audit.append(org, entry());
      const [, middle] = (await store.audit.list(org, { limit: 9 })).rows;
      if (middle === undefined) throw new Error("no such event");
      const forged = { ...middle, actor: { ...middle.actor, name: "Nobody" } };
      await letEventsChange();
      await tamper(
        `update audit_event set actor_name = 'Nobody', hash = '${auditHash(forged)}' where sequence = 2`,
      );
      expect(await store.audit.verify(org)).toMatchObject({ brokenAt: 3, what: "unchained" });
    });

    test("heads tell where each chain ends, and an earlier head is found again", async () => {
      const { org, otherOrg, store } = get();
      const last = await store.audit.append(org, entry());
      await store.audit.append(otherOrg, entry());
      const heads = await store.audit.heads();
      expect(heads.map((head) => head.organizationId).toSorted()).toEqual(
        [org, otherOrg].toSorted(),
      );
      expect(heads.find((head) => head.organizationId === org)).toMatchObject({
        slug: "acme",
        sequence: last.sequence,
        hash: last.hash,
      });
      expect(await store.audit.hashAt(org, last.sequence)).toBe(last.hash);
      expect(await store.audit.hashAt(org, last.sequence + 1)).toBeNull();
      expect(await store.audit.hashAt("org_none", 1)).toBeNull();
    });

    test("verification notices an event that was rewritten by somebody with the file", async () => {
      const { org, store, tamper, letEventsChange } = get();
      await store.audit.append(org, entry());
      await store.audit.append(org, entry());
      await letEventsChange();
      await tamper("update audit_event set actor_name = 'Nobody' where sequence = 2");
      expect(await store.audit.verify(org)).toMatchObject({
        ok: false,
        brokenAt: 2,
        what: "altered",
      });
    });

    test("verification notices a cut-off end", async () => {
      const { org, store, tamper } = get();
      await store.audit.append(org, entry());
      await tamper("update audit_head set sequence = 1 where organization_id = 'org_a'");
      expect(await store.audit.verify(org)).toMatchObject({ ok: false, what: "unchained" });
    });
  });
}
