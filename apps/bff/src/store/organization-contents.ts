import type { OrganizationContents } from "@berth/api-contract";
import { and, count, eq, gt, isNull, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Engine } from "./engine.ts";

/** How much an organization holds, for whoever is about to delete it. */
export async function organizationContents(
  engine: Engine,
  organizationId: string,
  now: number,
): Promise<OrganizationContents> {
  const { member, registry, project, workerToken, apiToken, pull } = engine.tables;
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
      pulls: await of(pull),
    };
  });
}
