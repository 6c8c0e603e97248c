import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { call } from "#src/api/client.ts";
import { sessionQuery } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { useNow } from "#src/lib/use-now.ts";
import { paths } from "#src/paths.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import type { SessionWarning } from "./use-session-warning.ts";

/** Stands over the page for the last minutes of a session, with the way to go on. */
export function SessionWarningDialog({
  warning: { cause, endsAt },
  onDismiss,
}: {
  warning: SessionWarning;
  onDismiss: () => void;
}) {
  const queryClient = useQueryClient();
  const first = useRef<HTMLButtonElement>(null);
  const left = timeLeft(endsAt - useNow());
  const stay = useMutation({
    // Pressing the button is an act: this read moves the end.
    mutationFn: () => queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }),
  });
  const signOut = useMutation({
    mutationFn: () => call("POST /sign-out", {}),
    onSuccess: () => window.location.assign(paths.login()),
  });
  const error = stay.error ?? signOut.error;
  const idle = cause === "idle";
  return (
    <Dialog
      open
      onOpenChange={() => (idle ? stay.mutate() : onDismiss())}
      title={idle ? "Are you still there?" : "Your session is about to end"}
      initialFocus={first}
    >
      <div className="space-y-4">
        <p>
          {idle
            ? "Nobody has used this page for almost half an hour. You will be signed out "
            : "A session lasts 12 hours at most. Yours ends "}
          <span aria-live="polite">{left}</span>.{" "}
          {idle
            ? "What you typed stays on the page."
            : "You can sign in again right here then, and what you typed stays on the page; a secret field may have to be filled again."}
        </p>
        <FailurePanel title="The session was not changed." error={error} />
        <div className="flex flex-wrap gap-2">
          {idle ? (
            <>
              <Button
                ref={first}
                variant="primary"
                busy={stay.isPending && "Going on…"}
                onClick={() => stay.mutate()}
              >
                Stay signed in
              </Button>
              <Button busy={signOut.isPending && "Signing out…"} onClick={() => signOut.mutate()}>
                Sign out
              </Button>
            </>
          ) : (
            <Button ref={first} variant="primary" onClick={onDismiss}>
              All right
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function timeLeft(ms: number): string {
  if (ms > 90_000) return "in about two minutes";
  return ms > 45_000 ? "in about a minute" : "in less than a minute";
}
