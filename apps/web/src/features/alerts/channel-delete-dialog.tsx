import type { AlertChannelView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { alertChannelsQuery } from "#src/api/alerts.ts";
import { call } from "#src/api/client.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";

export function ChannelDeleteDialog({
  org,
  channel: { id, name },
  onClose,
}: {
  org: string;
  channel: AlertChannelView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const deleting = useMutation({
    mutationFn: async () => {
      await call("DELETE /organizations/{org}/alert-channels/{id}", { params: { org, id } });
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: alertChannelsQuery(org).queryKey }),
        queryClient.invalidateQueries({ queryKey: ["alert-deliveries", org] }),
      ]);
    },
    onSuccess: () => {
      announce(`Deleted ${name}`);
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Delete '${name}'?`}
      confirm="Delete channel"
      danger
      busy={deleting.isPending && "Deleting…"}
      onConfirm={() => deleting.mutate()}
    >
      <p>Nobody is told through it any more, and its deliveries go from the log.</p>
      <FailurePanel title="The channel was not deleted." error={deleting.error} />
    </AlertDialog>
  );
}
