import type { Health, HealthDoubt } from "../../store/rows.ts";
import { healthOf, type Effect } from "./health.ts";

/** How many re-checks in a row must say the same before the state changes. */
const confirmations = { failing: 2, trouble: 3 } as const;

export type ReCheckVerdict = {
  /** Null leaves the state as it is. */
  health: Health | null;
  doubt: HealthDoubt | null;
};

/**
 * What a re-check does to a registry's health. A manifest that was fetched makes it healthy at once. A
 * refusal counts from the second in a row, network trouble and limits from the third, so that one blip
 * changes nothing; and trouble never takes the place of a refusal, because it says nothing about the
 * credential. An answer that says nothing either way ends a row and leaves the state.
 */
export function judgeReCheck(
  effect: Effect,
  check: { id: string; symptom: string; at: number },
  { health, doubt }: { health: Health; doubt: HealthDoubt | null },
): ReCheckVerdict {
  if (effect === "none") return { health: null, doubt: null };
  if (effect === "healthy") return { health: healthOf(effect, check, health), doubt: null };
  const refused = health.state === "failing" || health.state === "expired";
  if (effect === "trouble" && refused) return { health: null, doubt: null };
  if (health.state === effect) return { health: healthOf(effect, check, health), doubt: null };
  const row = doubt?.effect === effect ? doubt : { effect, count: 0, since: check.at };
  const count = row.count + 1;
  if (count < confirmations[effect]) return { health: null, doubt: { ...row, count } };
  return { health: healthOf(effect, check, health), doubt: null };
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Milliseconds until the next re-check. What is in doubt is looked at again soon; a registry in trouble
 * is asked ever less often, up to the usual interval, and never before it said it would answer.
 */
export function nextReCheckIn(
  { doubt, troubles, retryAfterMs }: ReCheckPace,
  intervalMs: number,
): number {
  const soon = Math.min(intervalMs, minuteMs * 2 ** Math.min(troubles, 10));
  const wait = troubles > 0 || doubt !== null ? soon : intervalMs;
  return Math.max(wait, Math.min(retryAfterMs, dayMs));
}

export type ReCheckPace = {
  doubt: HealthDoubt | null;
  /** Re-checks in a row that met trouble. */
  troubles: number;
  /** What the registry asked for; 0 where it asked for nothing. */
  retryAfterMs: number;
};
