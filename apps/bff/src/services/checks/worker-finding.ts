import type { WorkerCheckInput } from "@berth/api-contract";
import type { ImageReference } from "@berth/image-pattern";
import { healthEffectOf, plainSymptom, reportFits } from "@berth/registry-client";
import type { HealthFinding } from "../../store/ports/check.ts";
import type { Health, PatternEntry, Project, StoredHealthState } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";
import { refusalOf } from "../pulls/decide.ts";
import { effectOf, effectOnProven, healthOf } from "../registries/health.ts";
import { isSignedInToByWorkers } from "../registries/signed-in-to-by-workers.ts";

type Asked = {
  ctx: WorkerContext;
  project: Project | null;
  entry: PatternEntry | undefined;
  /** What was pulled: of an image that is mapped to a cache, the mapped one. */
  image: ImageReference;
};

/** The registry's health as a worker reports it, and the state it had before. */
export type ReportedHealth = {
  finding: HealthFinding & { value: Health };
  before: StoredHealthState;
};

/**
 * What a worker's check says of its registry's health; null where that is not for workers to say, where this
 * worker would not be served, or where the report is not of this image. What a code does to health is looked up
 * here, not taken from the report, and a code that the type doesn't have does nothing.
 */
export async function findingOfWorker(
  { ctx, project, entry, image }: Asked,
  check: { id: string; at: number; report: WorkerCheckInput },
): Promise<ReportedHealth | null> {
  const registry = entry === undefined ? null : await ctx.known.registry(entry.registryId);
  if (entry === undefined || registry === null || registry.secret === null) return null;
  if (!isSignedInToByWorkers(registry)) return null;
  const { clock, workerToken } = ctx;
  if (refusalOf({ entry, registry, project, workerToken }, clock()) !== null) return null;
  if (!reportFits(check.report, image)) return null;
  const { code, outcome, confidence } = check.report.diagnosis;
  const healthEffect = healthEffectOf(registry.type, code);
  if (healthEffect === null) return null;
  // A code and an outcome that say different things are no check of ours.
  if ((healthEffect === "healthy") !== (effectOf(outcome) === "healthy")) return null;
  // A role that reads other images is not withheld from them because of one that it may not read.
  const proven = registry.health.state === "healthy" || registry.health.state === "trouble";
  const effect = proven
    ? effectOnProven(registry.type, { code, healthEffect, outcome, confidence })
    : healthEffect;
  // Health goes into lists, mails and messages: there it is told in our words, not in those of the report.
  const about = { image, registry: registry.name };
  const symptom = plainSymptom(registry.type, code, about) ?? code;
  const facts = { id: check.id, symptom, at: check.at, worker: workerToken.name };
  const value = healthOf(effect, facts, registry.health);
  if (value === null) return null;
  const finding = { registryId: registry.id, secretVersion: registry.secret.version, value };
  return { finding, before: registry.health.state };
}
