import { memberUpdateSchema, type MemberView, roles } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { invitationsQuery, membersQuery } from "#src/api/members.ts";
import { roleWords } from "#src/api/session.ts";
import { RadioCardsField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { announce } from "#src/lib/announcer.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { roleCards } from "./role-cards.ts";

export function RoleDialog({
  org,
  member,
  onClose,
}: {
  org: string;
  member: MemberView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const form = useZodForm(memberUpdateSchema, { role: member.role });
  return (
    <Dialog open onOpenChange={onClose} title={`Change the role of ${member.name}`}>
      <FormShell
        form={form}
        submit="Change role"
        submitting="Changing…"
        secondary={<Button onClick={onClose}>Cancel</Button>}
        onSubmit={async (body) => {
          await call("PATCH /organizations/{org}/members/{id}", {
            params: { org, id: member.id },
            body,
          });
          await queryClient.invalidateQueries({ queryKey: membersQuery(org).queryKey });
          void queryClient.invalidateQueries({ queryKey: invitationsQuery(org).queryKey });
          announce(`${member.name} is ${roleWords[body.role]} now`);
          onClose();
        }}
      >
        <RadioCardsField name="role" label="Role" cards={roleCards(roles)} />
        <p className="text-muted">
          It counts from their next click on. Invitations they sent for roles that are no longer
          below their own are taken back.
        </p>
      </FormShell>
    </Dialog>
  );
}
