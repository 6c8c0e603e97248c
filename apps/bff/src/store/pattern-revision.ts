import { eq } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { raise } from "./revisions.ts";
import type { Schema } from "./schema/schema.ts";

/** The organization's revision of registries and patterns; 0 before the first change. */
export async function patternRevision(
  db: Pick<Db, "select">,
  { patternRevision: table }: Schema,
  organizationId: string,
): Promise<number> {
  const [row] = await db
    .select({ revision: table.revision })
    .from(table)
    .where(eq(table.organizationId, organizationId));
  return row?.revision ?? 0;
}

/** Tells every process that its index and its cached credentials of this organization are outdated. */
export async function raisePatternRevision(
  db: Db,
  { patternRevision }: Schema,
  organizationId: string,
): Promise<void> {
  await raise(db, patternRevision, organizationId);
}
