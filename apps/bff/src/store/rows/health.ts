import type { HealthState } from "@berth/api-contract";

/** `paused` and `checking` are no stored states: they follow from other facts. */
export type StoredHealthState = Exclude<HealthState, "paused" | "checking">;

export type Health = {
  state: StoredHealthState;
  reason: string | null;
  since: number | null;
  checkedAt: number | null;
  checkId: string | null;
  /** Name of the worker token that the check came with; null where the server made it. */
  checkedBy: string | null;
};

export const doubtEffects = ["failing", "trouble"] as const;

/** What re-checks in a row found against the state that stands, as long as it is not enough to change it. */
export type HealthDoubt = {
  effect: (typeof doubtEffects)[number];
  count: number;
  since: number;
};

/** `from` is null where the registry was added in this state. */
export type HealthChange = {
  id: string;
  at: number;
  from: StoredHealthState | null;
  to: StoredHealthState;
  reason: string | null;
  checkId: string | null;
};
