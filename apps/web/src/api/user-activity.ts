import { backgroundHeader } from "@berth/api-contract";

/** How long after somebody's last act a read still counts as theirs. */
const freshMs = 30_000;
const acts = ["pointerdown", "keydown", "wheel", "touchstart", "focus"] as const;

// Opening the page was one.
let lastActAt = Date.now();

/** From now on is known whether anybody uses the page. */
export function watchUserActivity(): void {
  for (const act of acts) {
    window.addEventListener(act, noteUserActivity, { capture: true, passive: true });
  }
}

export function noteUserActivity(): void {
  lastActAt = Date.now();
}

/** Whether somebody has used the page a moment ago. */
export function isInUse(): boolean {
  return Date.now() - lastActAt < freshMs;
}

/** Tells the server of a read that nobody has asked for: it must not keep a session that was left alone from ending. */
export function markBackground(headers: Headers): void {
  if (!isInUse()) headers.set(backgroundHeader, "1");
}
