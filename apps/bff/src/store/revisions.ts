import type { AuditAction } from "@berth/api-contract";
import { eq, sql } from "drizzle-orm";
import type { Db, Engine } from "./engine.ts";
import type { Schema } from "./schema/schema.ts";
import type { RevisionStore } from "./ports/revision.ts";

export function revisionStore({ db, tables }: Engine): RevisionStore {
  const { organizationRevision: table } = tables;
  // Asked for with every pull.
  const read = db
    .select({ revision: table.revision })
    .from(table)
    .where(eq(table.organizationId, sql.placeholder("organizationId")))
    .prepare("organization_revision");
  const waiting = new Map<string, Promise<number>>();
  return {
    current(organizationId) {
      const together = waiting.get(organizationId);
      if (together !== undefined) return together;
      const asked = afterTurn().then(async () => {
        // Whoever asks from now on may know of something newer than this reads.
        waiting.delete(organizationId);
        const [row] = await read.execute({ organizationId });
        return row?.revision ?? 0;
      });
      waiting.set(organizationId, asked);
      return asked;
    },
  };
}

/** Resolves once every request that came in this turn of the event loop was taken. */
function afterTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/**
 * Whether an answer to the organization's workers could rest on what was changed. It never does on how people sign in,
 * and a refused sign-in is what a stranger can bring about: pulls must not get dearer by it.
 */
export function concernsWorkers(action: AuditAction): boolean {
  return !action.startsWith("session.") && !action.startsWith("account.");
}

/** Tells every process that what it knows of this organization is outdated. */
export async function raiseRevision(
  db: Pick<Db, "insert">,
  { organizationRevision }: Schema,
  organizationId: string,
): Promise<void> {
  await raise(db, organizationRevision, organizationId);
}

/** Counts one of an organization's revisions up, from 1 on. */
export async function raise(
  db: Pick<Db, "insert">,
  table: Schema["organizationRevision"] | Schema["patternRevision"],
  organizationId: string,
): Promise<void> {
  await db
    .insert(table)
    .values({ organizationId, revision: 1 })
    .onConflictDoUpdate({
      target: table.organizationId,
      set: { revision: sql`${table.revision} + 1` },
    });
}
