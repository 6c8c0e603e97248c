import { useSyncExternalStore } from "react";

let ended = false;
const listeners = new Set<() => void>();

/** Called where an answer said that nobody is signed in any more. */
export function reportSessionEnd(): void {
  set(true);
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
