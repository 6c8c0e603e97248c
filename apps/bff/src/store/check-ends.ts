import { and, eq } from "drizzle-orm";
import type { Db } from "./engine.ts";
import { recordHealthChange } from "./health.ts";
import type { FinishCheck, HealthFinding } from "./ports/check.ts";
import { doubtColumns, healthColumns, storedState } from "./registry-rows.ts";
import { raiseRevision } from "./revisions.ts";
import type { Schema } from "./schema/schema.ts";

/** Writes what a running check ended with, and what that says of its registry. */
export async function finishCheck(db: Db, tables: Schema, input: FinishCheck) {
  const { check } = tables;
  const { organizationId, id, health, trace, ...facts } = input;
  const [row] = await db
    .select({ status: check.status })
    .from(check)
    .where(and(eq(check.organizationId, organizationId), eq(check.id, id)));
  if (row === undefined) return { ok: false, reason: "not_found" } as const;
  if (row.status !== "running") return { ok: false, reason: "already_finished" } as const;
  const outcome = facts.diagnosis?.outcome ?? (facts.status === "cancelled" ? "cancelled" : null);
  await db
    .update(check)
    .set({ ...facts, trace: [...trace], outcome })
    .where(and(eq(check.organizationId, organizationId), eq(check.id, id)));
  if (health !== undefined) {
    await applyFinding(db, tables, { organizationId, finishedAt: facts.finishedAt }, health);
  }
  return { ok: true } as const;
}

/** Sets a registry's health, unless what the finding was made of is no longer what stands there. */
export async function applyFinding(
  db: Db,
  tables: Schema,
  { organizationId, finishedAt }: { organizationId: string; finishedAt: number },
  { registryId, secretVersion, value, doubt, restsOn }: HealthFinding,
): Promise<void> {
  const { registry } = tables;
  const [row] = await db
    .select()
    .from(registry)
    .where(and(eq(registry.organizationId, organizationId), eq(registry.id, registryId)));
  if (row?.secretVersion !== secretVersion) return;
  if (restsOn !== undefined && row.healthCheckId !== restsOn) return;
  const columns = value === null ? doubtColumns(doubt ?? null) : healthColumns(value, doubt);
  await db
    .update(registry)
    .set(columns)
    .where(and(eq(registry.organizationId, organizationId), eq(registry.id, registryId)));
  if (value === null) return;
  await raiseRevision(db, tables, organizationId);
  const change = { from: storedState(row), to: value, at: finishedAt };
  await recordHealthChange(db, tables, row, change);
}
