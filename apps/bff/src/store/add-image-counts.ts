import { sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { imageSums, tallyImages } from "./pull-image-tally.ts";
import type { PullChange } from "./pull-tally.ts";
import type { Schema } from "./schema/schema.ts";

/** Counts what was pulled, within the transaction that adds or changes the pulls. */
export async function addImageCounts(
  db: Pick<Db, "insert">,
  { pullImageDay }: Schema,
  changes: readonly PullChange[],
): Promise<void> {
  const rows = tallyImages(changes);
  if (rows.length === 0) return;
  const { organizationId, day, registryId, projectId, imageName, ...counted } = pullImageDay;
  const added = imageSums.map((sum) => {
    const column = counted[sum];
    return [sum, sql`${column} + ${sql.raw(`excluded."${column.name}"`)}`] as const;
  });
  const { lastAt } = counted;
  await db
    .insert(pullImageDay)
    .values(rows)
    .onConflictDoUpdate({
      target: [organizationId, day, registryId, projectId, imageName],
      set: {
        ...Object.fromEntries(added),
        lastAt: sql`case when ${lastAt} > excluded.last_at then ${lastAt} else excluded.last_at end`,
      },
    });
}
