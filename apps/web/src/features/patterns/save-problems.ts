import { isApiError } from "#src/api/errors.ts";
import type { PatternRow } from "#src/domain-ui/pattern-tester/pattern-row.ts";
import type { SummaryLine } from "#src/ui/error-summary-box.tsx";

export interface SaveProblems {
  /** Something is known to be wrong without asking the server. */
  readonly local: boolean;
  readonly lines: readonly SummaryLine[];
  /** What the last save said about single rows. */
  readonly byRow: ReadonlyMap<number, string>;
}

/** What stands in the way of a save, from the rows themselves and from a save that was refused. */
export function saveProblems(
  rows: readonly PatternRow[],
  error: unknown,
  fieldId: (place: number) => string,
): SaveProblems {
  const local: SummaryLine[] = rows.flatMap(({ problem }, place) =>
    problem ? [{ message: problem.message, fieldId: fieldId(place) }] : [],
  );
  if (rows.every(({ text }) => text.trim() === "")) {
    const message =
      "A registry needs at least one pattern. To stop its pulls for a while, pause it instead.";
    local.push({ message, fieldId: fieldId(0) });
  }
  if (local.length > 0) return { local: true, lines: local, byRow: new Map() };

  // Blank rows are not sent, so the server counts without them.
  const places = rows.flatMap(({ text }, place) => (text.trim() === "" ? [] : [place]));
  const refused = isApiError(error, "validation_failed", "pattern_taken") ? error.issues : [];
  const byRow = new Map<number, string>();
  const lines = refused.map(({ path, message }): SummaryLine => {
    const place = places[Number(/^patterns\.(\d+)$/.exec(path)?.[1] ?? Number.NaN)];
    if (place === undefined) return { message };
    byRow.set(place, message);
    return { message, fieldId: fieldId(place) };
  });
  return { local: false, lines, byRow };
}
