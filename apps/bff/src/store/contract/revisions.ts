import { auditActions } from "@berth/api-contract";
import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { entry, pull, registry, t0 } from "./sample.ts";

export function revisionContract(get: Get): void {
  describe("revisions", () => {
    test("every audited change of what it has raises its own revision and no other", async () => {
      const { store, org, otherOrg } = get();
      const before = await store.revisions.current(org);
      const other = await store.revisions.current(otherOrg);
      await store.registries.create(registry(org, { id: "reg_1" }));
      const created = await store.revisions.current(org);
      await store.registries.setPaused({
        organizationId: org,
        id: "reg_1",
        version: 1,
        paused: true,
        by: null,
        at: t0,
        audit: entry({ action: "registry.pause" }),
      });
      const paused = await store.revisions.current(org);
      await store.audit.append(org, entry());
      const revisions = [before, created, paused, await store.revisions.current(org)];
      expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
      expect(new Set(revisions).size).toBe(4);
      expect(await store.revisions.current(otherOrg)).toBe(other);
      expect(await store.revisions.current("org_none")).toBe(0);
    });

    test("whoever signs in, or is refused, leaves it as it is; every other deed raises it", async () => {
      const { store, org } = get();
      const leaving: string[] = [];
      for (const action of auditActions) {
        const before = await store.revisions.current(org);
        await store.audit.append(org, entry({ action }));
        const raised = (await store.revisions.current(org)) - before;
        expect([0, 1]).toContain(raised);
        if (raised === 0) leaving.push(action);
      }
      const ofPeople = (action: string) => /^(?:session|account)\./.test(action);
      expect(leaving).toEqual(auditActions.filter(ofPeople));
      expect(leaving).toContain("session.sign-in-refused");
    });

    test("who asks behind a change that is saved is never told what was before it", async () => {
      const { store, org } = get();
      const before = store.revisions.current(org);
      const together = store.revisions.current(org);
      expect(await together).toBe(await before);
      const early = store.revisions.current(org);
      await store.audit.append(org, entry());
      const behind = store.revisions.current(org);
      expect(await behind).toBe((await before) + 1);
      expect(await behind).toBeGreaterThanOrEqual(await early);
    });

    test("what a check finds raises it, a pull and a refused change don't", async () => {
      const { store, org } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      const created = await store.revisions.current(org);
      await store.pulls.record(pull(org));
      await store.registries.create(registry(org, { id: "reg_2" }));
      expect(await store.revisions.current(org)).toBe(created);
      await store.checks.create({
        check: {
          id: "chk_1",
          organizationId: org,
          subject: "registry",
          registryId: "reg_1",
          registryName: "Harbor",
          image: "reg.example.com/team/app:1",
          startedAt: t0,
          startedBy: null,
          proof: null,
        },
      });
      expect(await store.revisions.current(org)).toBe(created);
      await store.checks.finish({
        organizationId: org,
        id: "chk_1",
        status: "finished",
        finishedAt: t0 + 1,
        durationMs: 1,
        requests: 1,
        trace: [],
        diagnosis: null,
        digest: null,
        health: {
          registryId: "reg_1",
          secretVersion: 1,
          value: {
            state: "failing",
            reason: "No.",
            since: t0,
            checkedAt: t0,
            checkId: "chk_1",
            checkedBy: null,
          },
        },
      });
      expect(await store.revisions.current(org)).toBeGreaterThan(created);
    });
  });
}
