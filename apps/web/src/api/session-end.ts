import { useSyncExternalStore } from "react";
import type { ApiError } from "./errors.ts";

let ended = false;
const listeners = new Set<() => void>();

/** Called with what a refused request brought: one for want of a session opens the sign-in over the page. */
export function noticeSessionEnd(error: ApiError): void {
  if (error.code === "session_required") set(true);
}

/** Called after signing in again. */
export function clearSessionEnd(): void {
  set(false);
}

/** True while the session has ended under an open page. */
export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, () => ended);
}

function set(next: boolean): void {
  if (ended === next) return;
  ended = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
