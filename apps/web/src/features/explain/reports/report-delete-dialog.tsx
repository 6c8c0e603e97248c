import type { FileReportView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { call } from "#src/api/client.ts";
import { fileReportsQuery } from "#src/api/file-reports.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { paths } from "#src/paths.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

export function ReportDeleteDialog({
  org,
  report: { id, name },
  onClose,
}: {
  org: string;
  report: FileReportView;
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const deleting = useMutation({
    mutationFn: async () => {
      await call("DELETE /organizations/{org}/file-reports/{id}", { params: { org, id } });
      await queryClient.invalidateQueries({ queryKey: fileReportsQuery(org).queryKey });
    },
    onSuccess: () => {
      announce(`Deleted ${name}`);
      void navigate(paths.explainFile(org));
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title="Delete this report?"
      confirm="Delete report"
      danger
      busy={deleting.isPending && "Deleting…"}
      onConfirm={() => deleting.mutate()}
    >
      <p>Links to '{name}' lead nowhere from then on. Registries and patterns stay as they are.</p>
      <FailurePanel title="The report was not deleted." error={deleting.error} />
    </AlertDialog>
  );
}
