import type { InvitationView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { invitationsQuery } from "#src/api/members.ts";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";

export function InvitationRevokeDialog({
  org,
  invitation,
  onClose,
}: {
  org: string;
  invitation: InvitationView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      call("DELETE /organizations/{org}/invitations/{id}", { params: { org, id: invitation.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: invitationsQuery(org).queryKey });
      announce(`Took back the invitation of ${invitation.email}`);
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Take back the invitation of ${invitation.email}?`}
      confirm="Take back invitation"
      danger
      busy={revoke.isPending && "Taking back…"}
      onConfirm={() => revoke.mutate()}
    >
      <p>Its link stops working at once.</p>
      {revoke.error ? (
        <ErrorPanel
          title="The invitation still stands."
          message={describeError(revoke.error).message}
          requestId={describeError(revoke.error).requestId}
        />
      ) : null}
    </AlertDialog>
  );
}
