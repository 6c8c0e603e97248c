import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { entry, registry, sealed, t0 } from "./sample.ts";

export function calendarContract(get: Get): void {
  describe("dates and calendars", () => {
    const hash = (digit: number) => Buffer.alloc(32, digit);

    test("a date says who entered it, and a new one ends a snooze", async () => {
      const { store, org, otherOrg } = get();
      const entered = { at: t0 + 1_000, source: "entered" } as const;
      await store.registries.create(registry(org, { id: "reg_1", expiry: entered }));
      const expiry = async () => (await store.registries.get(org, "reg_1"))?.expiry;
      const ada = { id: "per_ada", name: "Ada" };
      expect(await expiry()).toEqual({ ...entered, by: ada, snoozedUntil: null });

      const snooze = { id: "reg_1", until: t0 + 500, audit: entry() };
      expect(await store.registries.snoozeExpiry({ organizationId: org, ...snooze })).toMatchObject(
        {
          ok: true,
          registry: { version: 1, expiry: { snoozedUntil: t0 + 500 } },
        },
      );
      expect(await store.registries.snoozeExpiry({ organizationId: otherOrg, ...snooze })).toEqual({
        ok: false,
        reason: "not_found",
      });
      await store.registries.replaceSecret({
        organizationId: org,
        id: "reg_1",
        version: 1,
        secret: sealed(2),
        expiry: { at: t0 + 9_000, source: "read" },
        by: "per_ada",
        at: t0,
        audit: entry(),
      });
      expect(await expiry()).toEqual({
        at: t0 + 9_000,
        source: "read",
        by: null,
        snoozedUntil: null,
      });
    });

    test("a registry keeps after how many days its secret should be replaced", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const days = async () => (await store.registries.get(org, "reg_1"))?.rotateAfterDays;
      const change = (version: number, rotateAfterDays: number | null) =>
        store.registries.update({
          organizationId: org,
          id: "reg_1",
          version,
          change: { rotateAfterDays },
          by: null,
          at: t0,
          audit: entry(),
        });
      expect(await days()).toBeNull();
      await change(1, 90);
      expect(await days()).toBe(90);
      await change(2, null);
      expect(await days()).toBeNull();
    });

    test("a person has one address at a time, and it is found by its hash alone", async () => {
      const { store, org, otherOrg, owner } = get();
      const put = { organizationId: org, personId: owner, at: t0, audit: entry() };
      await store.calendar.put({ ...put, hash: hash(1) });
      expect(await store.calendar.get(org, owner)).toEqual({
        organizationId: org,
        personId: owner,
        createdAt: t0,
        lastUsedAt: null,
      });
      expect(await store.calendar.use(hash(1), t0 + 5)).toMatchObject({
        organizationId: org,
        personId: owner,
        lastUsedAt: t0 + 5,
      });
      await store.calendar.put({ ...put, hash: hash(2), at: t0 + 9 });
      expect(await store.calendar.use(hash(1), t0 + 10)).toBeNull();
      expect(await store.calendar.get(org, owner)).toMatchObject({ createdAt: t0 + 9 });
      const remove = { personId: owner, audit: entry() };
      expect(await store.calendar.remove({ organizationId: otherOrg, ...remove })).toEqual({
        ok: false,
        reason: "not_found",
      });
      expect(await store.calendar.remove({ organizationId: org, ...remove })).toEqual({ ok: true });
      expect(await store.calendar.use(hash(2), t0)).toBeNull();
      expect(await store.calendar.get(org, owner)).toBeNull();
    });
  });
}
