import { eq, getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import type { Get } from "./harness.ts";
import { authOf, entry, registry, t0 } from "./sample.ts";

export function organizationContract(get: Get): void {
  describe("organizations", () => {
    /** How many rows each table has of an organization; those without any are left out. */
    const rowsOf = async (organizationId: string): Promise<Record<string, number>> => {
      const { db, tables } = authOf(get().store);
      const counts: Record<string, number> = {};
      for (const table of Object.values(tables) as PgTable[]) {
        const column = getTableColumns(table)["organizationId"];
        if (column === undefined) continue;
        const rows = await db.select().from(table).where(eq(column, organizationId));
        if (rows.length > 0) counts[getTableName(table)] = rows.length;
      }
      return counts;
    };

    test("a name and a slug are changed, unless another organization has the slug", async () => {
      const { store, org, owner } = get();
      const rename = (id: string, name: string, slug: string) =>
        store.organizations.rename({
          organization: { id, name, slug },
          audit: entry({ action: "organization.rename" }),
        });
      const before = await store.revisions.current(org);
      expect(await rename(org, "Acme Ltd", "acme-ltd")).toEqual({ ok: true });
      expect(await store.people.membership(owner, "acme")).toBeNull();
      expect((await store.people.membership(owner, "acme-ltd"))?.organization).toEqual({
        id: org,
        name: "Acme Ltd",
        slug: "acme-ltd",
      });
      expect(await store.revisions.current(org)).toBeGreaterThan(before);
      expect(await rename(org, "Acme", "globex")).toEqual({ ok: false, reason: "slug_taken" });
      expect(await rename(org, "Acme", "acme-ltd")).toEqual({ ok: true });
      expect(await rename("org_none", "X", "xx")).toEqual({ ok: false, reason: "not_found" });
      const { rows } = await store.audit.list(org, { limit: 9 });
      expect(rows.filter(({ action }) => action === "organization.rename")).toHaveLength(2);
    });

    test("a deleted organization leaves its log, which ends with it, and nothing of it or of others is touched", async () => {
      const { store, org, otherOrg, owner } = get();
      await store.registries.create(registry(org, { id: "reg_1" }));
      await store.registries.create(registry(otherOrg, { id: "reg_2" }));
      await store.security.setManagersNeedSecondFactor({
        organizationId: org,
        needed: true,
        audit: entry({ action: "organization.set-security" }),
      });
      expect(await store.organizations.contents(org, t0)).toEqual({
        members: 1,
        registries: 1,
        projects: 0,
        workerTokens: 0,
        apiTokens: 0,
        pulls: 0,
      });
      const others = await rowsOf(otherOrg);
      const known = await rowsOf(org);
      expect(known).toMatchObject({ org_key: 1, registry: 1, registry_secret: 2, member: 1 });
      const revision = await store.revisions.current(org);
      const remove = (organizationId: string) =>
        store.organizations.remove({
          organizationId,
          audit: entry({ action: "organization.delete" }),
        });
      expect(await remove("org_none")).toEqual({ ok: false, reason: "not_found" });
      expect(await remove(org)).toEqual({ ok: true });

      expect(await rowsOf(org)).toEqual({
        audit_event: (known["audit_event"] ?? 0) + 1,
        audit_head: 1,
        organization_revision: 1,
      });
      expect(await rowsOf(otherOrg)).toEqual(others);
      expect(await store.revisions.current(org)).toBeGreaterThan(revision);
      expect((await store.audit.list(org, { limit: 1 })).rows[0]?.action).toBe(
        "organization.delete",
      );
      expect(await store.audit.verify(org)).toMatchObject({ ok: true });
      expect(await store.people.get(owner)).not.toBeNull();
      expect(await store.people.organizationsOf(owner)).toEqual([]);

      expect(await remove(otherOrg)).toEqual({ ok: false, reason: "last_organization" });
      expect(await rowsOf(otherOrg)).toEqual(others);
    });
  });
}
