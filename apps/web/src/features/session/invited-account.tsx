import type { InvitationOffer, Session } from "@berth/api-contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { sessionQuery } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { Button } from "#src/ui/button.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** The invited address has an account: its owner signs in and joins. */
export function InvitedAccount({
  token,
  offer,
  onJoined,
}: {
  token: string;
  offer: InvitationOffer;
  onJoined: (session: Session) => void;
}) {
  const queryClient = useQueryClient();
  const session = useQuery({ ...sessionQuery, retry: false });
  const join = useMutation({
    mutationFn: () => call("POST /invitations/join", { body: { token } }),
    onSuccess: onJoined,
  });
  const signOut = useMutation({
    mutationFn: () => call("POST /sign-out", {}),
    onSuccess: () => queryClient.resetQueries({ queryKey: sessionQuery.queryKey }),
  });
  if (session.isPending) return null;

  if (!session.data) {
    return (
      <>
        <p>This address has an account here. Sign in with it to join.</p>
        <SignInForm
          email={offer.email}
          onSignedIn={(signedIn) => queryClient.setQueryData(sessionQuery.queryKey, signedIn)}
        />
      </>
    );
  }
  const { email } = session.data.user;
  if (email !== offer.email) {
    return (
      <>
        <p>
          You are signed in as {email}. Sign out, then sign in as {offer.email} to join.
        </p>
        <Button busy={signOut.isPending && "Signing out…"} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      </>
    );
  }
  return (
    <>
      <FailurePanel title="You have not joined." error={join.error} />
      <Button
        variant="primary"
        busy={join.isPending && "Joining…"}
        onClick={() => join.mutate()}
      >{`Join ${offer.organization.name}`}</Button>
    </>
  );
}
