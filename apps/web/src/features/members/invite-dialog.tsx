import { invitationCreateSchema, type InvitationSent, rolesBelow } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#src/api/client.ts";
import { invitationsQuery } from "#src/api/members.ts";
import { useOrganization } from "#src/api/session.ts";
import { RadioCardsField, TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { InvitationResult } from "./invitation-result.tsx";
import { roleCards } from "./role-cards.ts";

/** Invites an address; afterwards shows what became of it, and the link where it has to be passed on. */
export function InviteDialog({ org, onClose }: { org: string; onClose: () => void }) {
  const [sent, setSent] = useState<InvitationSent | null>(null);
  return (
    <Dialog open onOpenChange={onClose} title={sent ? "Invited" : "Invite member"}>
      {sent ? (
        <InvitationResult sent={sent} onClose={onClose} />
      ) : (
        <InviteForm org={org} onSent={setSent} onClose={onClose} />
      )}
    </Dialog>
  );
}

function InviteForm({
  org,
  onSent,
  onClose,
}: {
  org: string;
  onSent: (sent: InvitationSent) => void;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const { role } = useOrganization();
  const form = useZodForm(invitationCreateSchema, { email: "", role: "member" });
  return (
    <FormShell
      form={form}
      submit="Invite"
      submitting="Inviting…"
      secondary={<Button onClick={onClose}>Cancel</Button>}
      onSubmit={async (body) => {
        onSent(await call("POST /organizations/{org}/invitations", { params: { org }, body }));
        await queryClient.invalidateQueries({ queryKey: invitationsQuery(org).queryKey });
      }}
    >
      <TextField
        name="email"
        label="E-mail"
        type="email"
        hint="Only an account with this address can accept."
        autoComplete="off"
      />
      <RadioCardsField name="role" label="Role" cards={roleCards(rolesBelow(role))} />
    </FormShell>
  );
}
