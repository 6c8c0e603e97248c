import type { Registry, WorkerToken } from "../../store/rows.ts";
import { daysAfter } from "../time.ts";
import { stateOf } from "../worker-tokens/token-view.ts";

/** A day on which something ends or should be replaced. `at` is milliseconds since the epoch. */
export type DueDate =
  | { kind: "expiry"; at: number; registry: Registry; guess: boolean }
  | { kind: "rotation"; at: number; registry: Registry; days: number }
  | { kind: "worker-token"; at: number; token: WorkerToken };

/** When a secret should be replaced by its age; null where nobody asked for that. */
export function rotateAt({ secret, rotateAfterDays }: Registry): number | null {
  if (secret === null || rotateAfterDays === null) return null;
  return daysAfter(secret.setAt, rotateAfterDays);
}

/** Everything of an organization that has a date, soonest first. Tokens that have ended are left out. */
export function dueDates(
  registries: readonly Registry[],
  tokens: readonly WorkerToken[],
  now: number,
): DueDate[] {
  const dates: DueDate[] = [];
  for (const registry of registries) {
    const { at, source } = registry.expiry;
    if (at !== null) dates.push({ kind: "expiry", at, registry, guess: source === "default" });
    const rotation = rotateAt(registry);
    const days = registry.rotateAfterDays;
    if (rotation !== null && days !== null) {
      dates.push({ kind: "rotation", at: rotation, registry, days });
    }
  }
  for (const token of tokens) {
    const ended = ["expired", "revoked"].includes(stateOf(token, now));
    if (!ended) dates.push({ kind: "worker-token", at: token.expiresAt, token });
  }
  return dates.toSorted((a, b) => a.at - b.at);
}
