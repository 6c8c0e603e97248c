import type { ApiTokenView } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { apiTokensQuery } from "#src/api/api-tokens.ts";
import { call } from "#src/api/client.ts";
import { TokenRevokeDialog } from "#src/domain-ui/token-revoke-dialog.tsx";

export function ApiTokenRevokeDialog({
  org,
  token: { id, name, prefix, lastUsedAt },
  onClose,
}: {
  org: string;
  token: ApiTokenView;
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
        await call("DELETE /organizations/{org}/api-tokens/{id}", { params: { org, id } });
        await queryClient.invalidateQueries({ queryKey: apiTokensQuery(org).queryKey });
      }}
    >
      Whatever uses it is refused from its next request on.
    </TokenRevokeDialog>
  );
}
