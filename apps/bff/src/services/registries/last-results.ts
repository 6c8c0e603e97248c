import {
  checkOutcomes,
  investigators,
  type CheckOutcome,
  type LastResult,
  type LastResults,
} from "@berth/api-contract";
import type { Check, Pull } from "../../store/rows.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { daysBefore, iso } from "../time.ts";
import { requireRegistry } from "./get.ts";

/** A public image opens without the credential, and a check that was stopped or not understood says nothing. */
const undecided: readonly CheckOutcome[] = ["ok", "ok_but_public", "cancelled", "unclassified"];
const failures = checkOutcomes.filter((outcome) => !undecided.includes(outcome));
const pullDays = 30;

/** What last worked with a registry, and what last did not: by a check, or by a worker's pull. */
export async function getLastResults(ctx: MemberContext, id: string): Promise<LastResults> {
  requireRole(ctx, investigators);
  await requireRegistry(ctx, id);
  const [success, failure] = await Promise.all([
    newest(ctx, id, ["ok"], "succeeded"),
    newest(ctx, id, failures, "failed"),
  ]);
  return { success, failure };
}

async function newest(
  { store, organization, clock }: MemberContext,
  registryId: string,
  outcomes: readonly CheckOutcome[],
  status: "succeeded" | "failed",
): Promise<LastResult | null> {
  const from = daysBefore(clock(), pullDays);
  const [check, pull] = await Promise.all([
    store.checks.lastOf(organization.id, { registryId, outcomes }),
    newestPull(store, organization.id, { registryId, status, from }),
  ]);
  const results = [check === null ? null : ofCheck(check), pull === null ? null : ofPull(pull)];
  return results
    .filter((result) => result !== null)
    .reduce<LastResult | null>(
      (latest, result) => (latest === null || result.at > latest.at ? result : latest),
      null,
    );
}

async function newestPull(
  store: MemberContext["store"],
  organizationId: string,
  filter: { registryId: string; status: "succeeded" | "failed"; from: number },
): Promise<Pull | null> {
  let cursor: string | undefined;
  do {
    // One that got no credential says nothing of it.
    const query = { ...filter, credential: "handed-out", cursor, limit: 1 } as const;
    const { rows, next } = await store.pulls.list(organizationId, query);
    const [pull] = rows;
    if (pull !== undefined) return pull;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return null;
}

function ofCheck(check: Check): LastResult {
  const { id, image, profile, startedBy, workerToken, diagnosis, outcome } = check;
  return {
    kind: "check",
    id,
    at: iso(check.finishedAt ?? check.startedAt),
    image,
    by: checkedBy(),
    reason: outcome === "ok" ? null : (diagnosis?.symptom ?? null),
  };

  function checkedBy(): LastResult["by"] {
    if (workerToken !== null) return { kind: "worker", name: workerToken.name };
    if (profile === "re-check") return { kind: "schedule" };
    return startedBy === null ? null : { kind: "person", name: startedBy.name };
  }
}

function ofPull(pull: Pull): LastResult {
  return {
    kind: "pull",
    id: pull.id,
    at: iso(pull.finishedAt ?? pull.at),
    image: pull.image,
    by: pull.workerToken === null ? null : { kind: "worker", name: pull.workerToken.name },
    reason: pull.error,
  };
}
