import type { CheckView } from "@berth/api-contract";
import { stepIds, stepTitles } from "./check-progress.ts";
import { EvidenceList } from "./evidence-list.tsx";
import { TraceList, type TraceStatus, type TraceStep } from "./trace-list.tsx";

/** A check's steps as far as they have come; those that were not reached yet wait. */
export function CheckTrace({ check }: { check: Pick<CheckView, "steps" | "status" | "image"> }) {
  return <TraceList label={`Steps of the check of ${check.image}`} steps={traceSteps(check)} />;
}

function traceSteps(check: Pick<CheckView, "steps" | "status">): TraceStep[] {
  const known = new Map(check.steps.map((step) => [step.step, step]));
  return stepIds.map((id) => {
    const step = known.get(id);
    return {
      id,
      title: stepTitles[id],
      status: statusOf(step?.status, check.status),
      text: step?.text ?? "",
      // What was left out took no time.
      durationMs: step?.status === "skipped" ? undefined : step?.durationMs,
      evidence: step && step.evidence.length > 0 ? <EvidenceList items={step.evidence} /> : null,
    };
  });
}

function statusOf(
  status: CheckView["steps"][number]["status"] | undefined,
  check: CheckView["status"],
): TraceStatus {
  // Nothing runs or waits in a check that is over.
  if (status === undefined) return check === "running" ? "waiting" : "skipped";
  if (status === "started") return check === "running" ? "running" : "skipped";
  return status;
}
