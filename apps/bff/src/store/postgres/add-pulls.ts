import { and, eq, sql } from "drizzle-orm";
import { decidedAnew, isAskedAgain } from "../asked-again.ts";
import type { Db, NewPullRow } from "../engine.ts";
import { addImageCounts } from "../add-image-counts.ts";
import { tally, type PullChange } from "../pull-tally.ts";
import { schema } from "./schema.ts";

const { pull, pullDay } = schema;

const anew = Object.fromEntries(
  decidedAnew(pull).map(([key, name]) => [key, sql.raw(`excluded."${name}"`)]),
);

/**
 * Adds pulls and counts them: three statements, and two more where one is there already. Gives the places of those whose
 * id is another's.
 */
export async function addPulls(db: Db, rows: readonly NewPullRow[]): Promise<number[]> {
  const added = await db
    .insert(pull)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ organizationId: pull.organizationId, id: pull.id });
  const fresh = new Set(added.map(keyOf));
  const changes: PullChange[] = [];
  const again: [number, NewPullRow][] = [];
  const taken: number[] = [];
  for (const [at, row] of rows.entries()) {
    // Two of the same in one group: the second finds the first.
    if (fresh.delete(keyOf(row))) changes.push({ pull: row, by: 1 });
    else again.push([at, row]);
  }
  for (const [at, row] of again) {
    const decided = await decideAnew(db, row);
    if (decided === null) taken.push(at);
    else changes.push(...decided);
  }
  const counts = tally(changes);
  if (counts.length > 0) {
    await db
      .insert(pullDay)
      .values(counts)
      .onConflictDoUpdate({
        target: [pullDay.organizationId, pullDay.ownerKind, pullDay.ownerId, pullDay.day],
        set: {
          pulls: sql`${pullDay.pulls} + excluded.pulls`,
          lastAt: sql`greatest(${pullDay.lastAt}, excluded.last_at)`,
        },
      });
  }
  await addImageCounts(db, schema, changes);
  return taken;
}

/** What there is to count after a worker has asked for the same pull again; null where the id is another pull's. */
async function decideAnew(db: Db, row: NewPullRow): Promise<PullChange[] | null> {
  const [former] = await db
    .select()
    .from(pull)
    .where(and(eq(pull.organizationId, row.organizationId), eq(pull.id, row.id)))
    .for("update");
  const [decided] = await db
    .insert(pull)
    .values(row)
    .onConflictDoUpdate({
      target: [pull.organizationId, pull.id],
      set: anew,
      setWhere: sql.raw(isAskedAgain),
    })
    .returning();
  if (decided === undefined) return null;
  // Deleted between the two statements, it was added anew.
  const before: PullChange[] = former === undefined ? [] : [{ pull: former, by: -1 }];
  return [...before, { pull: decided, by: 1 }];
}

function keyOf({ organizationId, id }: Pick<NewPullRow, "organizationId" | "id">): string {
  return `${organizationId} ${id}`;
}
