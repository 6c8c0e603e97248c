import type { CheckStepView, CheckSummary, CheckView } from "@berth/api-contract";
import type { CheckBasis, CheckTrace, RememberedChallenge } from "@berth/registry-client";
import type { Check, CheckWithTrace } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";

/** What is kept of a check's run: its steps, and what the next one may rest on. */
export type TraceEntry =
  | { kind: "step"; step: CheckStepView }
  | {
      kind: "facts";
      control: CheckTrace["control"];
      remembered: RememberedChallenge | null;
      /** Of a re-check: the full check it rests on. */
      basis?: CheckBasis | null;
    };

export function checkSummary(check: Check): CheckSummary {
  const { id, subject, profile, registry, registryName, image, status, startedBy } = check;
  const { durationMs, requests, diagnosis, digest, workerToken } = check;
  return {
    id,
    subject,
    profile,
    registry,
    registryName,
    image,
    status,
    runFrom: workerToken === null ? "server" : { worker: workerToken },
    startedAt: iso(check.startedAt),
    startedBy,
    finishedAt: isoOrNull(check.finishedAt),
    durationMs,
    requests,
    diagnosis,
    digest,
  };
}

/** A finished check from the store, or a running one with the steps it has told so far. */
export function checkView(check: CheckWithTrace, liveSteps?: CheckStepView[]): CheckView {
  const stored = check.trace as TraceEntry[];
  const steps = stored.flatMap((entry) => (entry.kind === "step" ? [entry.step] : []));
  return { ...checkSummary(check), steps: liveSteps ?? steps };
}
