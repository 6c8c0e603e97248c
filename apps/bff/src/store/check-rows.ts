import { eq, type InferSelectModel } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { personNames } from "./person-names.ts";
import type { Check, RegistryRef } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

type CheckRow = Omit<InferSelectModel<Schema["check"]>, "trace">;

/** Adds the names that a row only refers to. */
export async function toChecks(
  db: Db,
  tables: Schema,
  rows: readonly CheckRow[],
): Promise<Check[]> {
  const nameOf = await personNames(
    db,
    tables,
    rows.map((row) => row.startedBy),
  );
  const registries = await registryRefs(db, tables, rows);
  return rows.map(({ registryId, startedBy, workerTokenId, workerTokenName, ...row }) => ({
    ...row,
    workerToken: workerTokenId === null ? null : { id: workerTokenId, name: workerTokenName ?? "" },
    registry: registryId === null ? null : (registries.get(registryId) ?? null),
    startedBy: nameOf(startedBy),
  }));
}

async function registryRefs(
  db: Db,
  { registry }: Schema,
  rows: readonly CheckRow[],
): Promise<Map<string, RegistryRef>> {
  const organizationId = rows[0]?.organizationId;
  if (organizationId === undefined) return new Map();
  const refs = await db
    .select({ id: registry.id, name: registry.name })
    .from(registry)
    .where(eq(registry.organizationId, organizationId));
  return new Map(refs.map((ref) => [ref.id, ref]));
}
