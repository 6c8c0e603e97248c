import type { PersonSession } from "../store/rows.ts";

const minuteMs = 60_000;

/** How long a session lasts, in milliseconds. */
export const sessionLifetime = {
  /** Without anything being done. */
  idleMs: 30 * minuteMs,
  /** Whatever is done. */
  absoluteMs: 12 * 60 * minuteMs,
  /** How long a proof of who one is opens what asks for a fresh one. */
  confirmedMs: 10 * minuteMs,
  /** Activity is noted once in this time. */
  touchEveryMs: minuteMs,
};

/** When a session ends if nothing is done any more, and when it ends in any case. */
export function endsOf({ seenAt, startedAt }: PersonSession): { idleAt: number; at: number } {
  const at = startedAt + sessionLifetime.absoluteMs;
  return { idleAt: Math.min(seenAt + sessionLifetime.idleMs, at), at };
}

export function isConfirmed({ confirmedAt }: PersonSession, now: number): boolean {
  return now - confirmedAt < sessionLifetime.confirmedMs;
}
