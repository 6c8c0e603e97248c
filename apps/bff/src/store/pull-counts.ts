import type { PullStatus } from "@berth/api-contract";
import { count, sql } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { pullCondition } from "./pull-filter.ts";
import type { Schema } from "./schema/schema.ts";
import type { PullFilter } from "./ports/pull.ts";

// In the text of the statement: a bound number would make a division with remainder of it.
const unitMs = { hour: sql.raw("3600000"), day: sql.raw("86400000") };

export async function countByTime(
  db: Pick<Db, "select">,
  tables: Schema,
  query: { organizationId: string; filter: PullFilter; unit: keyof typeof unitMs },
): Promise<{ slot: number; status: PullStatus; pulls: number }[]> {
  const { pull } = tables;
  const { organizationId, filter, unit } = query;
  const slot = sql<number>`${pull.at} / ${unitMs[unit]}`.mapWith(Number);
  return await db
    .select({ slot, status: pull.status, pulls: count() })
    .from(pull)
    .where(pullCondition(db, tables, organizationId, filter))
    .groupBy(slot, pull.status);
}
