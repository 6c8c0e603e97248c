/** One operation of a client: when it was sent, when its answer came, and what that said. */
export type Step = {
  /** Milliseconds that only rise. `end` is null where no answer came: it may have happened, at any time since. */
  start: number;
  end: number | null;
} & (
  | { kind: "rename"; version: number }
  | { kind: "read"; version: number }
  | { kind: "make-token"; token: string }
  | { kind: "revoke"; token: string }
  | { kind: "pull"; token: string; served: boolean }
  | { kind: "foreign-read"; status: number }
);

export type Violation =
  | "served after an acknowledged revoke"
  | "a version that went back"
  | "one version given twice"
  | "another organization's thing was seen";

/**
 * What no order of the operations explains: an operation happens somewhere between its start and its end, and
 * one without an answer at any time from its start on, or never.
 */
export function violationsIn(steps: readonly Step[]): Violation[] {
  const found: Violation[] = [];
  const revokedBy = new Map<string, number>();
  for (const step of steps) {
    if (step.kind === "revoke" && step.end !== null) revokedBy.set(step.token, step.end);
  }
  for (const step of steps) {
    if (step.kind === "pull" && step.served) {
      const revoked = revokedBy.get(step.token);
      if (revoked !== undefined && step.start > revoked) {
        found.push("served after an acknowledged revoke");
      }
    }
    if (step.kind === "foreign-read" && step.status !== 404 && step.end !== null) {
      found.push("another organization's thing was seen");
    }
  }
  const seen = steps.filter((step) => step.kind === "rename" || step.kind === "read");
  const answered = seen.filter((step) => step.end !== null);
  for (const later of answered) {
    const wentBack = answered.some(
      (earlier) => (earlier.end ?? Infinity) < later.start && earlier.version > later.version,
    );
    if (wentBack) found.push("a version that went back");
  }
  const given = answered.filter((step) => step.kind === "rename").map(({ version }) => version);
  for (let n = new Set(given).size; n < given.length; n += 1) found.push("one version given twice");
  return found;
}

/** A history with each violation in it, to see that they are found. */
export const impossible: readonly Step[] = [
  { kind: "revoke", token: "a", start: 1, end: 2 },
  { kind: "pull", token: "a", served: true, start: 3, end: 4 },
  { kind: "rename", version: 3, start: 1, end: 2 },
  { kind: "rename", version: 3, start: 1, end: 2 },
  { kind: "read", version: 2, start: 3, end: 4 },
  { kind: "foreign-read", status: 200, start: 1, end: 2 },
];

/** One that looks odd and is none: everything under way at once, and answers that never came. */
export const possible: readonly Step[] = [
  { kind: "revoke", token: "a", start: 1, end: 5 },
  { kind: "pull", token: "a", served: true, start: 2, end: 6 },
  { kind: "revoke", token: "b", start: 1, end: null },
  { kind: "pull", token: "b", served: true, start: 9, end: 10 },
  { kind: "rename", version: 3, start: 1, end: 9 },
  { kind: "read", version: 2, start: 8, end: 12 },
  { kind: "foreign-read", status: 0, start: 1, end: null },
];
