import { investigators, type CheckEffect, type HealthHistory } from "@berth/api-contract";
import { healthEffectOf } from "@berth/registry-client";
import type { Check, HealthDoubt } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { daysBefore, iso, isoOrNull } from "../time.ts";
import { requireRegistry } from "./get.ts";
import { effectOf, effectOnProven } from "./health.ts";
import { isSignedInToByWorkers } from "./signed-in-to-by-workers.ts";
import { reCheckKey } from "./re-check-key.ts";

const checksMax = 1_000;

/** What became of a registry's health, and why. A member learns states and reasons, but nothing of checks. */
export async function getHealthHistory(
  ctx: MemberContext,
  id: string,
  { days }: { days: number },
): Promise<HealthHistory> {
  const registry = await requireRegistry(ctx, id);
  const { store, organization, clock } = ctx;
  const mayInvestigate = (investigators as readonly string[]).includes(ctx.role);
  const now = clock();
  const since = daysBefore(now, days);
  const changes = await store.health.changes(organization.id, id, since);
  const checks = mayInvestigate
    ? await store.checks.list(organization.id, { registryId: id, since, limit: checksMax })
    : { rows: [], next: null };
  return {
    from: iso(since),
    to: iso(now),
    changes: changes.map(({ at, checkId, ...change }) => ({
      ...change,
      at: iso(at),
      checkId: mayInvestigate ? checkId : null,
    })),
    checks: checks.rows.flatMap((check) => toPoint(registry.type, check)).toReversed(),
    checksCut: checks.next !== null,
    doubt: registry.doubt === null ? null : doubtView(registry.doubt),
    nextReCheckAt:
      registry.paused || isSignedInToByWorkers(registry)
        ? null
        : isoOrNull(await store.jobs.dueAt(reCheckKey(organization.id, id))),
  };
}

/** A check of a secret that was not saved says nothing of the one that is. */
function toPoint(type: string, check: Check): HealthHistory["checks"] {
  const { id, finishedAt, outcome, diagnosis, profile, subject } = check;
  if (finishedAt === null || outcome === null || outcome === "cancelled") return [];
  if (subject === "new-secret") return [];
  const { symptom = "", code = "", confidence = "certain" } = diagnosis ?? {};
  // A code can say more than its outcome: AWS names the missing right to sign in at all, for one.
  const healthEffect = healthEffectOf(type, code) ?? effectOf(outcome);
  const effect = shown[effectOnProven(type, { code, healthEffect, outcome, confidence })];
  return [{ id, at: iso(finishedAt), effect, symptom, profile }];
}

const shown: Record<ReturnType<typeof effectOf>, CheckEffect> = {
  healthy: "passed",
  failing: "refused",
  trouble: "trouble",
  none: "unclear",
};

function doubtView({ effect, count, since }: HealthDoubt): HealthHistory["doubt"] {
  return { effect: effect === "failing" ? "refused" : "trouble", count, since: iso(since) };
}
