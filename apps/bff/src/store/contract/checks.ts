import { describe, expect, test } from "vitest";
import type { CreateCheck, FinishCheck } from "../ports/check.ts";
import { RequestKeyTaken } from "../request-keys.ts";
import type { Get } from "./harness.ts";
import { entry, registry, sealed, t0 } from "./sample.ts";

export function checkContract(get: Get): void {
  describe("checks", () => {
    const started = (
      organizationId: string,
      change: Partial<CreateCheck["check"]> = {},
    ): CreateCheck => ({
      check: {
        id: "chk_1",
        organizationId,
        subject: "registry",
        registryId: "reg_1",
        registryName: "Harbor",
        image: "reg.example.com/team/app:1",
        startedAt: t0,
        startedBy: "per_ada",
        proof: null,
        ...change,
      },
    });
    const finished = (organizationId: string, change: Partial<FinishCheck> = {}): FinishCheck => ({
      organizationId,
      id: "chk_1",
      status: "finished",
      finishedAt: t0 + 250,
      durationMs: 250,
      requests: 4,
      trace: [{ kind: "step", text: "ümlaut", evidence: [] }, { kind: "check-finished" }],
      diagnosis: {
        code: "ok",
        outcome: "ok",
        confidence: "certain",
        symptom: "Works.",
        causes: [],
        remedies: [],
      },
      digest: "sha256:00",
      ...change,
    });

    test("the last check with an outcome is of the saved secret, not of one that was only tried", async () => {
      const { store, org, otherOrg } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const check = async (id: string, change: Partial<CreateCheck["check"]> = {}) => {
        await store.checks.create(started(org, { id, ...change }));
        await store.checks.finish(finished(org, { id }));
      };
      const lastOf = (outcome: "ok" | "expired", organizationId = org) =>
        store.checks.lastOf(organizationId, { registryId: "reg_1", outcomes: [outcome] });
      await check("chk_1");
      await check("chk_2", { subject: "new-secret", startedAt: t0 + 1 });
      expect(await lastOf("ok")).toMatchObject({
        id: "chk_1",
        image: "reg.example.com/team/app:1",
      });
      expect(await lastOf("expired")).toBeNull();
      expect(await lastOf("ok", otherOrg)).toBeNull();

      const { health } = registry(org).registry;
      await store.registries.replaceSecret({
        organizationId: org,
        id: "reg_1",
        version: 1,
        secret: sealed(2),
        health: { ...health, state: "healthy", checkId: "chk_2" },
        by: null,
        at: t0 + 2,
        audit: entry(),
      });
      expect(await lastOf("ok")).toMatchObject({ id: "chk_2" });
    });

    test("a check keeps trace and diagnosis, and ends once", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      await store.checks.create({ ...started(org), audit: entry({ action: "registry.check" }) });
      expect(await store.checks.get(org, "chk_1")).toMatchObject({
        status: "running",
        trace: [],
        finishedAt: null,
      });
      expect(await store.checks.finish(finished(org))).toEqual({ ok: true });
      const { trace, diagnosis } = finished(org);
      expect(await store.checks.get(org, "chk_1")).toEqual({
        id: "chk_1",
        organizationId: org,
        subject: "registry",
        profile: "full",
        registry: { id: "reg_1", name: "Harbor" },
        registryName: "Harbor",
        image: "reg.example.com/team/app:1",
        status: "finished",
        startedAt: t0,
        startedBy: { id: "per_ada", name: "Ada" },
        workerToken: null,
        finishedAt: t0 + 250,
        durationMs: 250,
        requests: 4,
        diagnosis,
        outcome: "ok",
        digest: "sha256:00",
        proof: null,
        trace,
      });
      expect(await store.checks.finish(finished(org))).toEqual({
        ok: false,
        reason: "already_finished",
      });
      expect((await store.audit.list(org, { limit: 1 })).rows[0]?.action).toBe("registry.check");
    });

    test("what a running check tells is kept until it ends, and no longer taken then", async () => {
      const { store, org, otherOrg } = get();
      await store.checks.create(started(org));
      const told = (organizationId: string, text: string) =>
        store.checks.tell({ organizationId, id: "chk_1", trace: [{ kind: "told", text }] });
      expect(await told(org, "one")).toBe(true);
      expect(await told(otherOrg, "stranger")).toBe(false);
      expect(await told(org, "two")).toBe(true);
      expect((await store.checks.get(org, "chk_1"))?.trace).toEqual([
        { kind: "told", text: "two" },
      ]);
      await store.checks.create(
        started(org, { id: "chk_form", subject: "form", registryId: null }),
      );
      expect(await store.checks.registriesBeingChecked(org)).toEqual(["reg_1"]);
      expect(await store.checks.registriesBeingChecked(otherOrg)).toEqual([]);
      await store.checks.finish(finished(org));
      expect(await store.checks.registriesBeingChecked(org)).toEqual([]);
      expect(await told(org, "late")).toBe(false);
      expect((await store.checks.get(org, "chk_1"))?.trace).toEqual(finished(org).trace);
    });

    test("a finished check sets the registry's health in the same step, unless the secret was replaced", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const value = {
        state: "healthy",
        reason: "Fetched.",
        since: t0,
        checkedAt: t0 + 250,
        checkId: "chk_1",
        checkedBy: null,
      } as const;
      await store.checks.create(started(org));
      await store.checks.finish(
        finished(org, { health: { registryId: "reg_1", secretVersion: 1, value } }),
      );
      expect((await store.registries.get(org, "reg_1"))?.health).toEqual(value);

      await store.registries.replaceSecret({
        organizationId: org,
        id: "reg_1",
        version: 1,
        secret: sealed(2),
        by: null,
        at: t0,
        audit: entry(),
      });
      await store.checks.create(started(org, { id: "chk_2" }));
      const late = {
        registryId: "reg_1",
        secretVersion: 1,
        value: { ...value, state: "failing" as const },
      };
      expect(await store.checks.finish(finished(org, { id: "chk_2", health: late }))).toEqual({
        ok: true,
      });
      expect((await store.registries.get(org, "reg_1"))?.health.state).toBe("healthy");
    });

    test("a check that a worker made sets the health where it says so, under the worker's name", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const seen = {
        check: {
          id: "chk_1",
          organizationId: org,
          registryId: "reg_1",
          registryName: "Harbor",
          image: "reg.example.com/team/app:1",
          startedAt: t0,
          finishedAt: t0 + 9,
          durationMs: 9,
          requests: 2,
          diagnosis: {
            code: "OK",
            outcome: "ok" as const,
            confidence: "certain" as const,
            symptom: "Works.",
            causes: [],
            remedies: [],
          },
          digest: null,
          workerToken: { id: "wtk_1", name: "gpu-3" },
        },
        trace: [],
        audit: entry(),
      };
      await store.checks.receive(seen);
      expect((await store.registries.get(org, "reg_1"))?.health.state).toBe("not-checked");
      const value = {
        state: "healthy",
        reason: "Fetched.",
        since: t0,
        checkedAt: t0 + 9,
        checkId: "chk_2",
        checkedBy: "gpu-3",
      } as const;
      await store.checks.receive({
        ...seen,
        check: { ...seen.check, id: "chk_2" },
        health: { registryId: "reg_1", secretVersion: 1, value },
      });
      expect((await store.registries.get(org, "reg_1"))?.health).toEqual(value);
      const entries = async () =>
        (await store.audit.list(org, { limit: 50 })).rows.filter(
          ({ requestId }) => requestId === "req_again",
        );
      const again = { ...seen, audit: entry({ requestId: "req_again" }) };
      await store.checks.receive(again);
      expect(await entries()).toEqual([]);
      expect((await store.registries.get(org, "reg_1"))?.health).toEqual(value);
      const other = { ...again, check: { ...seen.check, image: "reg.example.com/team/other:1" } };
      await expect(store.checks.receive(other)).rejects.toThrow(RequestKeyTaken);
    });

    test("another organization neither sees nor ends a check", async () => {
      const { store, org, otherOrg } = get();
      await store.checks.create(started(org));
      expect(await store.checks.get(otherOrg, "chk_1")).toBeNull();
      expect((await store.checks.list(otherOrg, { limit: 10 })).rows).toEqual([]);
      expect(await store.checks.finish(finished(otherOrg))).toEqual({
        ok: false,
        reason: "not_found",
      });
      expect((await store.checks.get(org, "chk_1"))?.status).toBe("running");
    });

    test("pages run from new to old, each check once, also within one millisecond", async () => {
      const { store, org } = get();
      for (const id of ["c", "a", "b", "d", "e"]) {
        await store.checks.create(
          started(org, {
            id,
            startedAt: id === "e" ? t0 - 1 : t0,
            registryId: id === "d" ? "reg_2" : "reg_1",
          }),
        );
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.checks.list(org, { limit: 2, cursor });
        seen.push(...page.rows.map((row) => row.id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(["d", "c", "b", "a", "e"]);
      expect(
        (await store.checks.list(org, { limit: 9, registryId: "reg_2" })).rows.map((row) => row.id),
      ).toEqual(["d"]);
      expect(await store.checks.list(org, { limit: 2, cursor: "'; drop table x" })).toEqual({
        rows: [],
        next: null,
      });
    });

    test("what a dead process left running is cancelled, the rest is not touched", async () => {
      const { store, org, otherOrg } = get();
      await store.checks.create(started(org));
      await store.checks.finish(finished(org));
      await store.checks.create(started(org, { id: "chk_2" }));
      await store.checks.create(started(otherOrg, { id: "chk_3" }));
      await store.checks.create(started(org, { id: "chk_4", startedAt: t0 + 50 }));
      expect(await store.checks.cancelRunning({ startedBefore: t0 + 50, at: t0 + 99 })).toBe(2);
      expect((await store.checks.get(org, "chk_4"))?.status).toBe("running");
      expect((await store.checks.get(org, "chk_1"))?.status).toBe("finished");
      expect(await store.checks.get(org, "chk_2")).toMatchObject({
        status: "cancelled",
        outcome: "cancelled",
        finishedAt: t0 + 99,
      });
    });
  });
}
