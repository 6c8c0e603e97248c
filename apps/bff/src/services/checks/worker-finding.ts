import type { DiagnosisView } from "@berth/api-contract";
import { healthEffectOf } from "@berth/registry-client";
import type { HealthFinding } from "../../store/ports/check.ts";
import type { PatternEntry, Project } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import { refusalOf } from "../pulls/decide.ts";
import { effectOf, effectOnProven, healthOf } from "../registries/health.ts";
import { isSignedInToByWorkers } from "../registries/signed-in-to-by-workers.ts";

type Asked = { ctx: WorkerContext; project: Project | null; entry: PatternEntry | undefined };

/**
 * What a worker's check says of its registry's health; null where that is not for workers to say, or where
 * this worker would not be served. What a code does to health is looked up here, not taken from the report.
 */
export async function findingOfWorker(
  { ctx, project, entry }: Asked,
  check: { id: string; at: number; diagnosis: DiagnosisView },
): Promise<HealthFinding | null> {
  const registry = entry === undefined ? null : await ctx.known.registry(entry.registryId);
  if (entry === undefined || registry === null || registry.secret === null) return null;
  if (!isSignedInToByWorkers(registry)) return null;
  const { clock, workerToken } = ctx;
  if (refusalOf({ entry, registry, project, workerToken }, clock()) !== null) return null;
  const { code, outcome, confidence, symptom } = check.diagnosis;
  const healthEffect = healthEffectOf(registry.type, code) ?? effectOf(outcome);
  // A role that reads other images is not withheld from them because of one that it may not read.
  const proven = registry.health.state === "healthy" || registry.health.state === "trouble";
  const effect = proven ? effectOnProven({ healthEffect, outcome, confidence }) : healthEffect;
  const facts = { id: check.id, symptom, at: check.at, worker: workerToken.name };
  const value = healthOf(effect, facts, registry.health);
  return value === null
    ? null
    : { registryId: registry.id, secretVersion: registry.secret.version, value };
}
