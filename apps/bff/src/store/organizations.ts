import { eq } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import type { OrganizationStore } from "./ports/organization.ts";
import type { Schema } from "./schema/schema.ts";

type NewOrganization = Parameters<OrganizationStore["create"]>[0];

export function organizationStore(engine: Engine): OrganizationStore {
  const { tables } = engine;
  const { organization } = tables;
  return {
    create: (wanted) =>
      command(engine, async (db) => {
        const holders = await db
          .select({ id: organization.id })
          .from(organization)
          .where(eq(organization.slug, wanted.organization.slug));
        if (holders.length > 0) return { ok: false, reason: "slug_taken" };
        await insertOrganization(db, tables, wanted);
        return { ok: true };
      }),
  };
}

/** An organization with its key, its owner and the first entry of its log. */
export async function insertOrganization(
  db: Db,
  tables: Schema,
  { organization, ownerId, memberId, orgKey, at, audit }: NewOrganization,
): Promise<void> {
  await db.insert(tables.organization).values({ ...organization, createdAt: new Date(at) });
  await db.insert(tables.member).values({
    id: memberId,
    organizationId: organization.id,
    userId: ownerId,
    role: "owner",
    createdAt: new Date(at),
  });
  await db.insert(tables.orgKey).values(orgKey);
  await db.insert(tables.patternRevision).values({ organizationId: organization.id, revision: 0 });
  await appendAudit(db, tables, organization.id, audit);
}
