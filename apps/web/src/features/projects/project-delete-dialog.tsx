import type { ProjectView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { projectsQuery } from "#src/api/projects.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { plural } from "#src/lib/time-format.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

export function ProjectDeleteDialog({
  org,
  project,
  onClose,
}: {
  org: string;
  project: ProjectView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      call("DELETE /organizations/{org}/projects/{id}", { params: { org, id: project.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: projectsQuery(org).queryKey });
      announce(`Deleted ${project.name}`);
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Delete '${project.name}'?`}
      confirm="Delete project"
      danger
      busy={remove.isPending && "Deleting…"}
      onConfirm={() => remove.mutate()}
    >
      <p>
        {project.pulls30d === 0
          ? "Nothing was pulled for it in the last 30 days."
          : `${plural(project.pulls30d, "pull was", "pulls were")} made for it in the last 30 days.`}{" "}
        Workers that still name it are refused. Its pulls stay recorded.
      </p>
      <FailurePanel title="The project was not deleted." error={remove.error} />
    </AlertDialog>
  );
}
