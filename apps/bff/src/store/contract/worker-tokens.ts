import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { entry, t0 } from "./sample.ts";

const hashOf = (text: string) => createHash("sha256").update(text).digest();

export function workerTokenContract(get: Get): void {
  describe("worker tokens", () => {
    async function withProject() {
      const world = get();
      await world.store.projects.create({
        project: {
          id: "prj_1",
          organizationId: world.org,
          name: "Vision",
          owner: { kind: "organization" },
          memberIds: [],
        },
        at: t0,
        audit: entry(),
      });
      const create = (
        id: string,
        project: { kind: "any" } | { kind: "default"; id: string },
        organizationId = world.org,
      ) =>
        world.store.workerTokens.create({
          token: {
            id,
            organizationId,
            name: `Token ${id}`,
            prefix: "brth_w_ab",
            hash: hashOf(id),
            project,
            createdAt: t0,
            createdBy: "per_ada",
            expiresAt: t0 + 1000,
          },
          audit: entry({ action: "worker-token.create" }),
        });
      return { ...world, create };
    }

    test("a token is found by its hash and tells its organization and project", async () => {
      const { store, org, create } = await withProject();
      const expected = {
        id: "wtk_1",
        organizationId: org,
        name: "Token wtk_1",
        prefix: "brth_w_ab",
        project: { kind: "default", id: "prj_1", name: "Vision" },
        createdAt: t0,
        createdBy: { id: "per_ada", name: "Ada" },
        expiresAt: t0 + 1000,
        revokedAt: null,
        lastUsedAt: null,
      };
      expect(await create("wtk_1", { kind: "default", id: "prj_1" })).toEqual({
        ok: true,
        token: expected,
      });
      expect(await store.workerTokens.findByHash(hashOf("wtk_1"))).toEqual(expected);
      expect(await store.workerTokens.findByHash(hashOf("wtk_2"))).toBeNull();
    });

    test("a default project must exist in the token's organization", async () => {
      const { store, otherOrg, create } = await withProject();
      const refused = { ok: false, reason: "project_unknown" };
      expect(await create("wtk_1", { kind: "default", id: "prj_9" })).toEqual(refused);
      expect(await create("wtk_1", { kind: "default", id: "prj_1" }, otherOrg)).toEqual(refused);
      expect(await store.workerTokens.list(otherOrg)).toEqual([]);
    });

    test("a token whose default project was deleted has none; it does not become one for any project", async () => {
      const { store, org, create } = await withProject();
      await create("wtk_1", { kind: "default", id: "prj_1" });
      await store.projects.remove({
        organizationId: org,
        id: "prj_1",
        audit: entry({ action: "project.delete" }),
      });
      expect((await store.workerTokens.findByHash(hashOf("wtk_1")))?.project).toEqual({
        kind: "default",
        id: "prj_1",
        name: null,
      });
    });

    test("a token is revoked once, by its own organization, and stays listed", async () => {
      const { store, org, otherOrg, create } = await withProject();
      await create("wtk_1", { kind: "any" });
      const revoke = (organizationId: string) =>
        store.workerTokens.revoke({
          organizationId,
          id: "wtk_1",
          at: t0 + 5,
          audit: entry({ action: "worker-token.revoke" }),
        });
      expect(await revoke(otherOrg)).toEqual({ ok: false, reason: "not_found" });
      expect(await revoke(org)).toEqual({ ok: true });
      expect(await revoke(org)).toEqual({ ok: false, reason: "not_found" });
      expect((await store.workerTokens.findByHash(hashOf("wtk_1")))?.revokedAt).toBe(t0 + 5);
      expect(await store.workerTokens.list(org)).toHaveLength(1);
    });

    test("the last use never moves back", async () => {
      const { store, org, create } = await withProject();
      await create("wtk_1", { kind: "any" });
      await store.workerTokens.touch(org, "wtk_1", t0 + 50);
      await store.workerTokens.touch(org, "wtk_1", t0 + 20);
      expect((await store.workerTokens.list(org))[0]?.lastUsedAt).toBe(t0 + 50);
    });
  });
}
