import type { OrganizationContents } from "@berth/api-contract";
import { and, count, eq, gt, isNull, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Engine } from "./engine.ts";
import { pullCondition } from "./pull-filter.ts";
import { slicesOf } from "./pull-slices.ts";

/** How much an organization holds, for whoever is about to delete it. */
export async function organizationContents(
  engine: Engine,
  organizationId: string,
  now: number,
): Promise<OrganizationContents> {
  const { member, registry, project, workerToken, apiToken } = engine.tables;
  // Not of the same moment: others need the snapshots before very many pulls are counted.
  const pulls = await countPulls(engine, organizationId);
  return await engine.snapshot(async (db) => {
    const of = async (table: PgTable & { organizationId: PgColumn }, and_?: SQL) => {
      const [row] = await db
        .select({ rows: count() })
        .from(table)
        .where(and(eq(table.organizationId, organizationId), and_));
      return row?.rows ?? 0;
    };
    return {
      members: await of(member),
      registries: await of(registry),
      projects: await of(project),
      workerTokens: await of(
        workerToken,
        and(isNull(workerToken.revokedAt), gt(workerToken.expiresAt, now)),
      ),
      apiTokens: await of(apiToken, and(isNull(apiToken.revokedAt), gt(apiToken.expiresAt, now))),
      pulls,
    };
  });
}

async function countPulls({ db, tables }: Engine, organizationId: string): Promise<number> {
  let pulls = 0;
  for await (const { from, to } of slicesOf(db, tables, organizationId, {})) {
    const [row] = await db
      .select({ rows: count() })
      .from(tables.pull)
      .where(pullCondition(db, tables, organizationId, { from, to }));
    pulls += row?.rows ?? 0;
  }
  return pulls;
}
