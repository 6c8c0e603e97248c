import type { WorkerTokenView } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { TokenRevokeDialog } from "#src/domain-ui/token-revoke-dialog.tsx";

export function WorkerTokenRevokeDialog({
  org,
  token: { id, name, prefix, lastUsedAt, rotatedTo },
  onClose,
}: {
  org: string;
  token: WorkerTokenView;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  return (
    <TokenRevokeDialog
      name={name}
      prefix={prefix}
      lastUsedAt={lastUsedAt}
      onClose={onClose}
      revoke={async () => {
        await call("DELETE /organizations/{org}/worker-tokens/{id}", { params: { org, id } });
        await queryClient.invalidateQueries({ queryKey: workerTokensQuery(org).queryKey });
      }}
    >
      Machines that use it can't pull through Berth from their next request on.
      {rotatedTo === null ? "" : " A rotation has replaced it."}
    </TokenRevokeDialog>
  );
}
