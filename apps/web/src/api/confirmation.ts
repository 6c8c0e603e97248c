import { useSyncExternalStore } from "react";

type Asked = { promise: Promise<boolean>; settle: (confirmed: boolean) => void };

let asked: Asked | null = null;
const listeners = new Set<() => void>();

/**
 * Asks the person to prove again who they are; the frame of the page shows the dialog. Resolves with false where they
 * would rather not. Calls that need it at the same time share one dialog.
 */
export function askForConfirmation(): Promise<boolean> {
  return (asked ?? ask()).promise;
}

function ask(): Asked {
  let resolve: (confirmed: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((settle) => (resolve = settle));
  const next: Asked = {
    promise,
    settle: (confirmed) => {
      set(null);
      resolve(confirmed);
    },
  };
  set(next);
  return next;
}

/** How to answer what is asked right now; null while nothing is. */
export function useConfirmationAsked(): Asked["settle"] | null {
  return useSyncExternalStore(subscribe, () => asked)?.settle ?? null;
}

function set(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
