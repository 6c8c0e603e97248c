import type { WorkerTokenView } from "@berth/api-contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { announce } from "#src/lib/announcer.ts";
import { AlertDialog } from "#src/ui/alert-dialog.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

export function TokenRevokeDialog({
  org,
  token,
  onClose,
}: {
  org: string;
  token: WorkerTokenView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      call("DELETE /organizations/{org}/worker-tokens/{id}", { params: { org, id: token.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: workerTokensQuery(org).queryKey });
      announce(`Revoked ${token.name}`);
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Revoke '${token.name}'?`}
      confirm="Revoke token"
      danger
      busy={revoke.isPending && "Revoking…"}
      onConfirm={() => revoke.mutate()}
    >
      <p>
        Machines that use it can't pull through Berth from their next request on. A revoked token
        can't be brought back.
      </p>
      <p>
        {token.lastUsedAt ? (
          <>
            It was last used <RelativeTime at={token.lastUsedAt} />.
          </>
        ) : (
          "It has never been used."
        )}
      </p>
      {revoke.error ? (
        <ErrorPanel
          title="The token was not revoked."
          message={describeError(revoke.error).message}
          requestId={describeError(revoke.error).requestId}
        />
      ) : null}
    </AlertDialog>
  );
}
