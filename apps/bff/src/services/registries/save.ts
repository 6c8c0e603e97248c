import type { AuditChange } from "../../store/rows.ts";
import type { PatternsChanged } from "../../store/ports/outcome.ts";
import { AppError } from "../errors.ts";

const attemptsMax = 3;

/**
 * Judges and saves again where somebody else changed the organization's patterns in between: the
 * judgement would be about patterns that are no longer there.
 */
export async function saveOnCurrentPatterns<Result extends { ok: boolean }>(
  attempt: () => Promise<Result | PatternsChanged>,
): Promise<Exclude<Result, PatternsChanged>> {
  for (let count = 0; count < attemptsMax; count += 1) {
    const result = await attempt();
    if (!isPatternsChanged(result)) return result as Exclude<Result, PatternsChanged>;
  }
  throw new AppError(
    "conflict",
    "The organization's patterns keep changing at this moment. Try again.",
  );
}

/** What the audit log says of expectations that were broken on purpose. */
export function overrideChanges(
  overridden: readonly string[],
  reason: string | undefined,
): AuditChange[] {
  if (overridden.length === 0 || reason === undefined) return [];
  return [
    { field: "expectationsOverridden", before: null, after: [...overridden] },
    { field: "overrideReason", before: null, after: reason },
  ];
}

function isPatternsChanged(result: { ok: boolean }): result is PatternsChanged {
  return !result.ok && "reason" in result && result.reason === "patterns_changed";
}
