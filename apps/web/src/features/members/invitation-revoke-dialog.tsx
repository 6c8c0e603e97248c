import type { InvitationView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { invitationsQuery } from "#src/api/members.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

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
      <FailurePanel title="The invitation still stands." error={revoke.error} />
    </AlertDialog>
  );
}
