import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { entry, registry, t0 } from "./sample.ts";

const hashOf = (text: string) => createHash("sha256").update(text).digest();

export function apiTokenContract(get: Get): void {
  describe("API tokens", () => {
    const create = (id: string, organizationId = get().org, createdBy = "per_ada") =>
      get().store.apiTokens.create({
        token: {
          id,
          organizationId,
          name: `Token ${id}`,
          prefix: "brth_a_abcd",
          hash: hashOf(id),
          scopes: ["projects:read", "projects:write"],
          createdAt: t0,
          createdBy,
          expiresAt: t0 + 1_000,
        },
        audit: entry({ action: "api-token.create" }),
      });

    test("a token is found by its hash, with what it may do, and belongs to one organization", async () => {
      const { store, org, otherOrg } = get();
      const created = await create("atk_1");
      expect(created).toMatchObject({
        ok: true,
        token: { scopes: ["projects:read", "projects:write"], createdBy: { id: "per_ada" } },
      });
      expect(await store.apiTokens.findByHash(hashOf("atk_1"))).toEqual(created.token);
      expect(await store.apiTokens.findByHash(hashOf("atk_2"))).toBeNull();
      expect(await store.apiTokens.list(org)).toEqual([created.token]);
      expect(await store.apiTokens.list(otherOrg)).toEqual([]);
    });

    test("a token is revoked once, by its own organization, and its last use never moves back", async () => {
      const { store, org, otherOrg } = get();
      await create("atk_1");
      const revoke = (organizationId: string) =>
        store.apiTokens.revoke({ organizationId, id: "atk_1", at: t0 + 5, audit: entry() });
      expect(await revoke(otherOrg)).toEqual({ ok: false, reason: "not_found" });
      expect(await revoke(org)).toEqual({ ok: true });
      expect(await revoke(org)).toEqual({ ok: false, reason: "not_found" });
      await store.apiTokens.touch(org, "atk_1", t0 + 9);
      await store.apiTokens.touch(org, "atk_1", t0 + 3);
      expect((await store.apiTokens.list(org))[0]).toMatchObject({
        revokedAt: t0 + 5,
        lastUsedAt: t0 + 9,
      });
    });

    test("what a token changed bears its name", async () => {
      const { store, org } = get();
      await create("atk_1");
      const made = await store.registries.create({
        ...registry(org, { id: "reg_1" }),
        by: "atk_1",
      });
      expect(made).toMatchObject({
        ok: true,
        registry: { createdBy: { id: "atk_1", name: "Token atk_1" } },
      });
    });
  });
}
