import { eq } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { organizationContents } from "./organization-contents.ts";
import type { OrganizationStore } from "./ports/organization.ts";
import { removeOrganization } from "./remove-organization.ts";
import { raiseRevision } from "./revisions.ts";
import type { Schema } from "./schema/schema.ts";

type NewOrganization = Parameters<OrganizationStore["create"]>[0];

export function organizationStore(engine: Engine): OrganizationStore {
  const { tables } = engine;
  const { organization } = tables;
  const slugTaken = { ok: false, reason: "slug_taken" } as const;

  const holderOf = async (db: Db, slug: string): Promise<string | null> => {
    const [holder] = await db
      .select({ id: organization.id })
      .from(organization)
      .where(eq(organization.slug, slug));
    return holder?.id ?? null;
  };

  return {
    create: (wanted) =>
      command(engine, async (db) => {
        if ((await holderOf(db, wanted.organization.slug)) !== null) return slugTaken;
        await insertOrganization(db, tables, wanted);
        return { ok: true };
      }),

    contents: (organizationId, now) => organizationContents(engine, organizationId, now),

    rename: ({ organization: { id, name, slug }, audit }) =>
      command(engine, async (db) => {
        const holder = await holderOf(db, slug);
        if (holder !== null && holder !== id) return slugTaken;
        const renamed = await db
          .update(organization)
          .set({ name, slug })
          .where(eq(organization.id, id))
          .returning({ id: organization.id });
        if (renamed.length === 0) return { ok: false, reason: "not_found" };
        await raiseRevision(db, tables, id);
        await appendAudit(db, tables, id, audit);
        return { ok: true };
      }),

    remove: (removal) => removeOrganization(engine, removal),
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
