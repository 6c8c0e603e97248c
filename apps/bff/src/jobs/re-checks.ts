import { AppError } from "../services/errors.ts";
import { reCheck } from "../services/checks/re-check.ts";
import type { ServiceDeps } from "../services/deps.ts";
import { jittered } from "../services/jitter.ts";
import { reCheckKey, reCheckKind } from "../services/registries/re-check-key.ts";
import { nextReCheckIn } from "../services/registries/re-check-rule.ts";
import type { JobHandler } from "./job-runner.ts";

type Deps = Pick<
  ServiceDeps,
  "store" | "vault" | "egress" | "serverIdentity" | "clock" | "random" | "metrics"
>;

const planEveryMs = 30_000;
const planMax = 500;

/** Gives every registry a re-check of its own, spread over the interval so that they never come in a row. */
export function planReChecks({ store, clock, random }: Deps, intervalMs: number): JobHandler {
  return {
    kind: "plan-re-checks",
    standing: { firstAfterMs: 0 },
    async run() {
      const registries = await store.registries.withoutJob(reCheckKind, planMax);
      await store.jobs.ensure(
        registries.map(({ organizationId, registryId }) => ({
          key: reCheckKey(organizationId, registryId),
          kind: reCheckKind,
          payload: { organizationId, registryId },
          dueAt: clock() + Math.round(intervalMs * random()),
        })),
      );
      const more = registries.length === planMax;
      return { dueAt: clock() + (more ? 0 : Math.min(planEveryMs, intervalMs)) };
    },
  };
}

/** Re-checks one registry and says when it comes next. Ends with its registry. */
export function runReChecks(deps: Deps, intervalMs: number): JobHandler {
  return {
    kind: reCheckKind,
    async run({ payload, failures }, signal) {
      const { organizationId = "", registryId = "" } = payload;
      const organization = await deps.store.people.organization(organizationId);
      const registry = await deps.store.registries.get(organizationId, registryId);
      if (organization === null || registry === null) return { dueAt: null };
      const after = (ms: number) => deps.clock() + jittered(ms, deps.random);
      if (registry.paused) return { dueAt: after(intervalMs) };
      try {
        const ctx = { ...deps, organization };
        const pace = await reCheck(ctx, registry, { troubles: failures, signal });
        if (pace === null) return { dueAt: after(intervalMs) };
        return { dueAt: after(nextReCheckIn(pace, intervalMs)), failures: pace.troubles };
      } catch (err) {
        // A secret that can't be opened says nothing about the registry; the pages say it where it shows.
        if (err instanceof AppError && err.code === "credential_unreadable") {
          return { dueAt: after(intervalMs) };
        }
        throw err;
      }
    },
  };
}
