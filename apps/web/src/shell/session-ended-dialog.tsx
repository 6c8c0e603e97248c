import { useQueryClient } from "@tanstack/react-query";
import type { Session } from "@berth/api-contract";
import { useRef } from "react";
import { call } from "#src/api/client.ts";
import { clearSessionEnd } from "#src/api/session-end.ts";
import { sessionQuery } from "#src/api/session.ts";
import { SignInForm } from "#src/features/session/sign-in-form.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { SignInElsewhere } from "./sign-in-elsewhere.tsx";

/** The session ended under an open page: sign in again right here, and what was typed stays. */
export function SessionEndedDialog({ user }: { user: Session["user"] }) {
  const queryClient = useQueryClient();
  const password = useRef<HTMLInputElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const resume = (session: Session) => {
    if (session.user.id !== user.id) {
      // Somebody else: nothing that the first person has on the screen or in memory is theirs.
      window.location.reload();
      return;
    }
    queryClient.setQueryData(sessionQuery.queryKey, session);
    clearSessionEnd();
    void queryClient.invalidateQueries();
  };
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title="Sign in again to go on"
      dismissible={false}
      initialFocus={user.hasPassword ? password : link}
    >
      <p className="mb-4 text-muted">
        Your session has ended. What you typed on this page is still there, but a secret field may
        have to be filled again.
      </p>
      {user.hasPassword ? (
        <SignInForm email={user.email} password={password} onSignedIn={resume} />
      ) : (
        <SignInElsewhere first={link} onGoOn={async () => resume(await call("GET /session", {}))} />
      )}
    </Dialog>
  );
}
