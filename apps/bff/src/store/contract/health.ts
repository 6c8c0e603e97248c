import { describe, expect, test } from "vitest";
import type { Health } from "../rows.ts";
import type { Get } from "./harness.ts";
import { entry, reCheck, registry, sealed, t0 } from "./sample.ts";

export function healthContract(get: Get): void {
  describe("health", () => {
    const stateOf = async () =>
      (await get().store.registries.get(get().org, "reg_1"))?.health.state ?? null;
    const changes = async (since = 0) =>
      (await get().store.health.changes(get().org, "reg_1", since)).map(
        ({ from, to, reason }) => `${from ?? "new"} > ${to}: ${reason ?? ""}`,
      );
    const healthy = (checkId: string, at: number): Health => ({
      state: "healthy",
      reason: "Fetched.",
      since: at,
      checkedAt: at,
      checkId,
      checkedBy: null,
    });

    test("a re-check is kept with what it found, and leaves the editor's version alone", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const command = reCheck(org, {}, { id: "chk_1" });
      await store.checks.record({ ...command, trace: [{ kind: "facts" }] });
      expect(await store.registries.get(org, "reg_1")).toMatchObject({
        version: 1,
        health: command.finding.value,
        doubt: null,
      });
      expect(await store.checks.get(org, "chk_1")).toMatchObject({
        subject: "registry",
        profile: "re-check",
        status: "finished",
        outcome: "bad_credential",
        startedBy: null,
        trace: [{ kind: "facts" }],
      });
    });

    test("a finding about another secret, or one that a newer check has overtaken, changes nothing", async () => {
      const { store, org, otherOrg } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      await store.checks.record(reCheck(org, { secretVersion: 2 }));
      await store.checks.record(reCheck(org, { restsOn: "chk_other" }));
      await store.checks.record(reCheck(otherOrg));
      expect(await stateOf()).toBe("not-checked");
      await store.checks.record(reCheck(org, { restsOn: null }));
      expect(await stateOf()).toBe("failing");
    });

    test("a doubt is kept beside the state, and goes with the next state", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const doubt = { effect: "failing", count: 1, since: t0 } as const;
      await store.checks.record(reCheck(org, { value: null, doubt }));
      expect(await store.registries.get(org, "reg_1")).toMatchObject({
        health: { state: "not-checked" },
        doubt,
      });
      await store.checks.record(reCheck(org));
      expect((await store.registries.get(org, "reg_1"))?.doubt).toBeNull();
      await store.checks.record(reCheck(org, { value: null, doubt }));
      await store.registries.replaceSecret({
        organizationId: org,
        id: "reg_1",
        version: 1,
        secret: sealed(2),
        health: healthy("chk_9", t0 + 1),
        by: null,
        at: t0 + 1,
        audit: entry(),
      });
      expect((await store.registries.get(org, "reg_1"))?.doubt).toBeNull();
    });

    test("every change of the state is kept with its reason, and nothing where the state stays", async () => {
      const { store, org, otherOrg } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      await store.checks.record(reCheck(org, {}, { startedAt: t0 + 1_000 }));
      await store.checks.record(reCheck(org, {}, { startedAt: t0 + 2_000 }));
      await store.registries.update({
        organizationId: org,
        id: "reg_1",
        version: 1,
        change: { health: healthy("chk_9", t0 + 3_000) },
        by: null,
        at: t0 + 3_000,
        audit: entry(),
      });
      expect(await changes()).toEqual([
        "new > not-checked: ",
        "not-checked > failing: Rejected.",
        "failing > healthy: Fetched.",
      ]);
      expect(await changes(t0 + 2_500)).toEqual([
        "not-checked > failing: Rejected.",
        "failing > healthy: Fetched.",
      ]);
      expect(await store.health.changes(otherOrg, "reg_1", 0)).toEqual([]);
    });

    test("the newest check that proved the credential is found, whoever made it", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const { diagnosis } = reCheck(org).check;
      const worked = { diagnosis: { ...diagnosis, outcome: "ok" as const } };
      await store.checks.record(reCheck(org, {}, { id: "a", startedAt: t0, ...worked }));
      await store.checks.record(reCheck(org, {}, { id: "b", startedAt: t0 + 1, ...worked }));
      await store.checks.record(reCheck(org, {}, { id: "c", startedAt: t0 + 2 }));
      expect((await store.checks.lastWorked(org, "reg_1"))?.id).toBe("b");
      const full = await store.checks.list(org, { limit: 10, profile: "full" });
      expect(full.rows).toEqual([]);
      expect(await store.checks.lastWorked(org, "reg_2")).toBeNull();
    });

    test("old re-checks go, except those that a state or its history rests on", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      for (const [index, id] of ["turned", "again", "last"].entries()) {
        await store.checks.record(reCheck(org, {}, { id, startedAt: t0 + index * 1_000 }));
      }
      await store.checks.record(
        reCheck(org, { value: null }, { id: "young", startedAt: t0 + 9_000 }),
      );
      const prune = { before: t0 + 5_000, limit: 10 };
      expect(await store.checks.pruneReChecks(prune)).toBe(1);
      expect(await store.checks.pruneReChecks(prune)).toBe(0);
      const { rows } = await store.checks.list(org, { limit: 10 });
      expect(rows.map(({ id }) => id)).toEqual(["young", "last", "turned"]);
      expect(
        (await store.checks.list(org, { limit: 10, since: t0 + 2_000 })).rows.map(({ id }) => id),
      ).toEqual(["young", "last"]);
    });

    test("a registry without a job is found until it has one, and its history goes with it", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const missing = () => store.registries.withoutJob("re-check", 10);
      expect(await missing()).toEqual([{ organizationId: org, registryId: "reg_1" }]);
      await store.jobs.ensure([
        { key: `re-check/${org}/reg_1`, kind: "re-check", payload: {}, dueAt: t0 },
      ]);
      expect(await missing()).toEqual([]);
      await store.registries.remove({
        organizationId: org,
        id: "reg_1",
        version: 1,
        at: t0,
        audit: entry(),
      });
      expect(await changes()).toEqual([]);
    });
  });
}
