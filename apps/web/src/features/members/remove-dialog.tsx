import type { MemberView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { invitationsQuery, membersQuery } from "#src/api/members.ts";
import { projectsQuery } from "#src/api/projects.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";
import { PersonalProjects } from "./personal-projects.tsx";

export function RemoveDialog({
  org,
  member,
  onClose,
}: {
  org: string;
  member: MemberView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      call("DELETE /organizations/{org}/members/{id}", { params: { org, id: member.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: membersQuery(org).queryKey });
      for (const { queryKey } of [invitationsQuery(org), projectsQuery(org)]) {
        void queryClient.invalidateQueries({ queryKey });
      }
      announce(`Removed ${member.name}`);
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Remove ${member.name}?`}
      confirm="Remove member"
      danger
      busy={remove.isPending && "Removing…"}
      onConfirm={() => remove.mutate()}
    >
      <p>
        From their next click on {member.name} sees nothing of this organization. Worker tokens that
        they made go on working; revoke those that should not.
      </p>
      <PersonalProjects org={org} personId={member.id} whose="Their" />
      <FailurePanel title="Nobody was removed." error={remove.error} />
    </AlertDialog>
  );
}
