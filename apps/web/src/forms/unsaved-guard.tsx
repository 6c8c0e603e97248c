import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from "react";
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

  useEffect(() => {
    if (!when) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [when]);

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
