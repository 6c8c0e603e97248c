import { useMutation } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { useOrganization, useSession } from "#src/api/session.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { paths } from "#src/paths.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";
import { PersonalProjects } from "./personal-projects.tsx";

export function LeaveDialog({ org, onClose }: { org: string; onClose: () => void }) {
  const { name } = useOrganization();
  const { user } = useSession();
  const leave = useMutation({
    mutationFn: () => call("POST /organizations/{org}/leave", { params: { org } }),
    // A real page load: nothing of this organization may be left in memory.
    onSuccess: () => window.location.assign(paths.root()),
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Leave ${name}?`}
      confirm="Leave organization"
      danger
      busy={leave.isPending && "Leaving…"}
      onConfirm={() => leave.mutate()}
    >
      <p>To come back you need a new invitation.</p>
      <PersonalProjects org={org} personId={user.id} whose="Your" />
      <FailurePanel title="You are still a member." error={leave.error} />
    </AlertDialog>
  );
}
