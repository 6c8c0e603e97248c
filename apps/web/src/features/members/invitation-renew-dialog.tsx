import type { InvitationView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { invitationsQuery } from "#src/api/members.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { InvitationResult } from "./invitation-result.tsx";

/** Sends an invitation again; afterwards shows what became of it. */
export function InvitationRenewDialog({
  org,
  invitation,
  onClose,
}: {
  org: string;
  invitation: InvitationView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const renew = useMutation({
    mutationFn: () =>
      call("POST /organizations/{org}/invitations/{id}/renew", {
        params: { org, id: invitation.id },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationsQuery(org).queryKey }),
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={renew.data ? "Sent again" : `Invite ${invitation.email} again?`}
    >
      {renew.data ? (
        <InvitationResult sent={renew.data} onClose={onClose} />
      ) : (
        <div className="space-y-4">
          <p>There will be a new link. The one before stops working.</p>
          <FailurePanel title="The invitation is as it was." error={renew.error} />
          <div className="flex flex-wrap gap-2">
            <Button
              variant="primary"
              busy={renew.isPending && "Sending…"}
              onClick={() => renew.mutate()}
            >
              Send again
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
