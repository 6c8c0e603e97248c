import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { StoredScope } from "../schema/projects.ts";
import type { NewWorkerToken } from "../ports/worker-token.ts";
import type { Store } from "../store.ts";
import type { Get } from "./harness.ts";
import { entry, registry, t0 } from "./sample.ts";

const unlimited = {
  registryIds: null,
  projectIds: null,
  actions: ["pull", "read-patterns", "check"],
  networks: [],
} satisfies StoredScope;

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
            scope: unlimited,
            link: null,
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
        scope: {
          registries: null,
          projects: null,
          actions: ["pull", "read-patterns", "check"],
          networks: [],
        },
        rotatedFrom: null,
        rotatedTo: null,
        link: null,
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
      const refused = (projectId: string) => ({ ok: false, reason: "project_unknown", projectId });
      expect(await create("wtk_1", { kind: "default", id: "prj_9" })).toEqual(refused("prj_9"));
      expect(await create("wtk_1", { kind: "default", id: "prj_1" }, otherOrg)).toEqual(
        refused("prj_1"),
      );
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

    test("a limit names what exists, and outlives it without turning into none", async () => {
      const { store, org, otherOrg } = await withProject();
      await store.registries.create(registry(org, { id: "reg_1", name: "Harbor" }));
      const limited = (organizationId: string, scope: Partial<StoredScope>) =>
        store.workerTokens.create({
          token: {
            ...fresh(organizationId, "wtk_1"),
            name: "CI",
            project: { kind: "any" },
            scope: { ...unlimited, ...scope },
          },
          audit: entry({ action: "worker-token.create" }),
        });
      expect(await limited(otherOrg, { registryIds: ["reg_1"] })).toEqual({
        ok: false,
        reason: "registry_unknown",
        registryId: "reg_1",
      });
      expect(await limited(org, { projectIds: ["prj_1", "prj_9"] })).toMatchObject({
        reason: "project_unknown",
        projectId: "prj_9",
      });
      const scope = {
        registryIds: ["reg_1"],
        projectIds: ["prj_1"],
        actions: ["pull"],
        networks: ["192.0.2.0/24"],
      } satisfies StoredScope;
      expect(await limited(org, scope)).toMatchObject({
        ok: true,
        token: {
          scope: {
            registries: [{ id: "reg_1", name: "Harbor" }],
            projects: [{ id: "prj_1", name: "Vision" }],
            actions: ["pull"],
            networks: ["192.0.2.0/24"],
          },
        },
      });
      await store.registries.remove({
        organizationId: org,
        id: "reg_1",
        version: 1,
        at: t0,
        audit: entry({ action: "registry.delete" }),
      });
      expect((await store.workerTokens.findByHash(hashOf("wtk_1")))?.scope.registries).toEqual([
        { id: "reg_1", name: null },
      ]);
    });

    test("a successor has the older one's scope, and the older one ends", async () => {
      const { store, org, create } = await withProject();
      await create("wtk_1", { kind: "default", id: "prj_1" });
      expect(await rotate(store, org, "wtk_1", "wtk_2")).toMatchObject({
        ok: true,
        token: { id: "wtk_2", name: "Token wtk_1", rotatedFrom: "wtk_1", expiresAt: t0 + 9000 },
      });
      expect(await store.workerTokens.findByHash(hashOf("wtk_1"))).toMatchObject({
        expiresAt: t0 + 500,
        rotatedTo: "wtk_2",
        revokedAt: null,
      });
      expect((await store.workerTokens.findByHash(hashOf("wtk_2")))?.project).toEqual({
        kind: "default",
        id: "prj_1",
        name: "Vision",
      });
    });

    test("no more than two overlap, and only what works is rotated", async () => {
      const { store, org, otherOrg, create } = await withProject();
      await create("wtk_1", { kind: "any" });
      expect(await rotate(store, otherOrg, "wtk_1", "wtk_2")).toMatchObject({
        reason: "not_found",
      });
      expect(await rotate(store, org, "wtk_1", "wtk_2", t0 + 1000)).toMatchObject({
        reason: "not_active",
      });
      await rotate(store, org, "wtk_1", "wtk_2");
      expect(await rotate(store, org, "wtk_1", "wtk_3")).toMatchObject({
        reason: "already_rotated",
      });
      expect(await rotate(store, org, "wtk_2", "wtk_3")).toMatchObject({ reason: "older_active" });
      expect(await rotate(store, org, "wtk_2", "wtk_3", t0 + 500)).toMatchObject({ ok: true });
      expect(await store.workerTokens.list(org)).toHaveLength(3);
    });

    test("without an overlap the older one is revoked at once", async () => {
      const { store, org, create } = await withProject();
      await create("wtk_1", { kind: "any" });
      await rotate(store, org, "wtk_1", "wtk_2", t0 + 5, t0 + 5);
      expect((await store.workerTokens.findByHash(hashOf("wtk_1")))?.revokedAt).toBe(t0 + 5);
    });

    test("a link gives the token its secret once, before its end", async () => {
      const { store, org, otherOrg } = await withProject();
      const make = (id: string) =>
        store.workerTokens.create({
          token: {
            ...fresh(org, id),
            name: "CI",
            project: { kind: "any" },
            scope: unlimited,
            link: { hash: hashOf(`link of ${id}`), expiresAt: t0 + 100 },
          },
          audit: entry({ action: "worker-token.create" }),
        });
      const open = (organizationId: string, id: string, at: number, text: string) =>
        store.workerTokens.openLink({
          organizationId,
          id,
          secret: { prefix: "brth_w_zz", hash: hashOf(text) },
          at,
          audit: entry({ action: "worker-token.open-link" }),
        });
      await make("wtk_1");
      await make("wtk_2");
      expect(await store.workerTokens.findByLink(hashOf("link of wtk_1"))).toMatchObject({
        id: "wtk_1",
        link: { expiresAt: t0 + 100, openedAt: null, openedAgainAt: null },
      });
      expect(await open(otherOrg, "wtk_1", t0, "x")).toMatchObject({ reason: "not_found" });
      expect(await open(org, "wtk_1", t0 + 100, "x")).toMatchObject({ reason: "ended" });
      expect(await open(org, "wtk_1", t0 + 99, "first")).toMatchObject({ ok: true });
      expect(await open(org, "wtk_1", t0 + 99, "second")).toMatchObject({
        reason: "already_opened",
      });
      expect(await store.workerTokens.findByHash(hashOf("second"))).toBeNull();
      expect(await store.workerTokens.findByHash(hashOf("first"))).toMatchObject({
        id: "wtk_1",
        prefix: "brth_w_zz",
        link: { openedAt: t0 + 99 },
      });
      await store.workerTokens.noteLinkOpenedAgain({
        organizationId: org,
        id: "wtk_1",
        at: t0 + 200,
        audit: entry({ action: "worker-token.link-opened-again" }),
      });
      expect((await store.workerTokens.findByHash(hashOf("first")))?.link?.openedAgainAt).toBe(
        t0 + 200,
      );
      const revoke = { organizationId: org, id: "wtk_2", at: t0 };
      await store.workerTokens.revoke({ ...revoke, audit: entry() });
      expect(await open(org, "wtk_2", t0 + 1, "third")).toMatchObject({ reason: "ended" });
    });
  });
}

function fresh(organizationId: string, id: string, createdAt = t0): NewWorkerToken {
  return {
    id,
    organizationId,
    prefix: "brth_w_ab",
    hash: hashOf(id),
    createdAt,
    createdBy: "per_ada",
    expiresAt: createdAt + 9000,
    link: null,
  };
}

function rotate(
  store: Store,
  organizationId: string,
  id: string,
  successor: string,
  at = t0,
  olderEndsAt = at + 500,
) {
  return store.workerTokens.rotate({
    organizationId,
    id,
    olderEndsAt,
    token: fresh(organizationId, successor, at),
    audit: entry({ action: "worker-token.rotate" }),
  });
}
