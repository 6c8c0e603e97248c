import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import { createGiveWay } from "./give-way.ts";
import type { OrganizationStore } from "./ports/organization.ts";
import { raiseRevision } from "./revisions.ts";
import type { Schema } from "./schema/schema.ts";

/** One statement that deletes a million rows would outlast a statement's time, and let nobody read meanwhile. */
const sliceRows = 500;

export const removeOrganization = (
  engine: Engine,
  { organizationId, audit }: Parameters<OrganizationStore["remove"]>[0],
): ReturnType<OrganizationStore["remove"]> =>
  command(engine, async (db) => {
    const { tables } = engine;
    const { organization } = tables;
    const rows = await db
      .select({ id: organization.id })
      .from(organization)
      .where(eq(organization.id, organizationId));
    if (rows.length === 0) return { ok: false, reason: "not_found" };
    const others = await db
      .select({ id: organization.id })
      .from(organization)
      .where(ne(organization.id, organizationId))
      .limit(1);
    // Only an owner makes organizations: an instance without any would stay without.
    if (others.length === 0) return { ok: false, reason: "last_organization" };
    // Before the rest: a request key that it takes goes with the organization.
    await appendAudit(db, tables, organizationId, audit);
    await overwriteKeys(db, tables, organizationId);
    await removePulls(db, tables, organizationId);
    await db.delete(organization).where(eq(organization.id, organizationId));
    // The revision stays behind, so that no server answers a worker from what it remembers.
    await raiseRevision(db, tables, organizationId);
    return { ok: true };
  });

/** SQLite leaves deleted rows on free pages; what lies there then is no key any more. */
async function overwriteKeys(db: Db, { orgKey }: Schema, organizationId: string): Promise<void> {
  const keys = await db
    .select({
      keyId: orgKey.keyId,
      wrapped: orgKey.wrapped,
      recovery: orgKey.recovery,
    })
    .from(orgKey)
    .where(eq(orgKey.organizationId, organizationId));
  for (const { keyId, wrapped, recovery } of keys) {
    await db
      .update(orgKey)
      .set({
        wrapped: Buffer.alloc(wrapped.length),
        recovery: recovery === null ? null : Buffer.alloc(recovery.length),
      })
      .where(and(eq(orgKey.organizationId, organizationId), eq(orgKey.keyId, keyId)));
  }
}

async function removePulls(db: Db, { pull }: Schema, organizationId: string): Promise<void> {
  const giveWay = createGiveWay();
  for (;;) {
    await giveWay();
    const slice = await db
      .select({ id: pull.id })
      .from(pull)
      .where(eq(pull.organizationId, organizationId))
      .orderBy(asc(pull.id))
      .limit(sliceRows);
    if (slice.length === 0) return;
    const ids = slice.map(({ id }) => id);
    await db
      .delete(pull)
      .where(and(eq(pull.organizationId, organizationId), inArray(pull.id, ids)));
  }
}
