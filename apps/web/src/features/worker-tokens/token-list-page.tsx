import { managers, type WorkerTokenView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { may, useOrganization } from "#src/api/session.ts";
import { workerTokensQuery } from "#src/api/worker-tokens.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { TokenTabs } from "#src/domain-ui/token-tabs.tsx";
import type { RowFilter } from "#src/domain-ui/whole-list/row-filter.ts";
import { WholeList } from "#src/domain-ui/whole-list/whole-list.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { TokenTable } from "./token-table.tsx";
import { tokenStates } from "#src/domain-ui/token-states.ts";

const WorkerTokenRevokeDialog = lazy(async () => ({
  default: (await import("./token-revoke-dialog.tsx")).WorkerTokenRevokeDialog,
}));

const TokenRotateDialog = lazy(async () => ({
  default: (await import("./token-rotate-dialog.tsx")).TokenRotateDialog,
}));

const workerTokenFilter: RowFilter<WorkerTokenView> = {
  placeholder: "Name, beginning or project",
  textsOf: ({ name, prefix, project, createdBy }) => [
    name,
    prefix,
    project.kind === "default" ? project.name : null,
    createdBy?.name ?? null,
  ],
  choices: [
    {
      name: "state",
      label: "State",
      options: Object.entries(tokenStates).map(([value, { word }]) => ({ value, label: word })),
      valueOf: ({ state }) => state,
    },
  ],
};

/** The tokens that workers sign in with. */
export function TokenListPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("Worker tokens", name);
  const query = useQuery(workerTokensQuery(org));
  const [revoking, setRevoking] = useState<WorkerTokenView | null>(null);
  const [rotating, setRotating] = useState<WorkerTokenView | null>(null);
  const canManage = may(role, managers);
  const create = (
    <Link to={paths.tokenNew(org)} className={buttonStyles("primary")}>
      Create worker token
    </Link>
  );
  return (
    <>
      <PageHeader
        title="Worker tokens"
        lead="A machine that pulls images signs in to Berth with a worker token."
        actions={canManage && query.data && query.data.length > 0 ? create : null}
      />
      <TokenTabs current="workers">
        <DataRegion query={query} what="worker tokens" skeleton={<SkeletonRows />}>
          {(tokens) =>
            tokens.length === 0 ? (
              <EmptyState title="No worker tokens yet" actions={canManage ? create : null}>
                {canManage
                  ? "Create one for each machine or cluster, so that one can be revoked without stopping the others."
                  : "An admin can create one for each machine that pulls."}
              </EmptyState>
            ) : (
              <WholeList
                rows={tokens}
                one="worker token"
                many="worker tokens"
                filter={workerTokenFilter}
              >
                {(shown) => (
                  <TokenTable
                    tokens={shown}
                    canManage={canManage}
                    onRevoke={setRevoking}
                    onRotate={setRotating}
                  />
                )}
              </WholeList>
            )
          }
        </DataRegion>
      </TokenTabs>
      <Suspense>
        {revoking ? (
          <WorkerTokenRevokeDialog org={org} token={revoking} onClose={() => setRevoking(null)} />
        ) : null}
        {rotating ? (
          <TokenRotateDialog org={org} token={rotating} onClose={() => setRotating(null)} />
        ) : null}
      </Suspense>
    </>
  );
}
