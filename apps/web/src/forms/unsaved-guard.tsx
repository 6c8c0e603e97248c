import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useNavigationGuard } from "#src/router/guarded-router.tsx";

const AlertDialog = lazy(async () => ({
  default: (await import("#src/ui/alert-dialog.tsx")).AlertDialog,
}));

/**
 * Asks before unsaved work is left: in words of our own within the console, in the browser's when the tab is closed.
 * `when` must be false again by the time a successful save navigates on.
 */
export function UnsavedGuard({
  when,
  title,
  children,
  leave = "Leave",
  stay = "Stay",
  staysAt,
}: {
  when: boolean;
  /** "Leave setup?" */
  title: string;
  /** What is lost and what is kept. */
  children: ReactNode;
  leave?: string | undefined;
  stay?: string | undefined;
  /** Addresses that keep the page and its form. Must keep its identity between renders. */
  staysAt?: ((pathname: string) => boolean) | undefined;
}) {
  const [proceed, setProceed] = useState<(() => void) | null>(null);

  const hold = useCallback(
    (go: () => void, pathname: string) => {
      if (staysAt?.(pathname) === true) return false;
      setProceed(() => go);
      return true;
    },
    [staysAt],
  );
  useNavigationGuard(when, hold);

  useWarningBeforeUnload(when);

  if (!proceed) return null;
  return (
    <Suspense>
      <AlertDialog
        open
        onOpenChange={(open) => {
          if (!open) setProceed(null);
        }}
        title={title}
        confirm={leave}
        cancel={stay}
        danger
        onConfirm={() => {
          setProceed(null);
          proceed();
        }}
      >
        {children}
      </AlertDialog>
    </Suspense>
  );
}

/**
 * From the first unsaved change on it listens until the form goes: the browser is told of each such listener, which a
 * key that makes or undoes the only change should not have to wait for.
 */
function useWarningBeforeUnload(when: boolean): void {
  const unsaved = useRef(when);
  const [listening, setListening] = useState(when);
  if (when && !listening) setListening(true);
  useEffect(() => {
    unsaved.current = when;
  }, [when]);
  useEffect(() => {
    if (!listening) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [listening]);
}
