import { managers, type ApiTokenView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { apiTokensQuery } from "#src/api/api-tokens.ts";
import { may, useOrganization } from "#src/api/session.ts";
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
import { tokenStates } from "#src/domain-ui/token-states.ts";
import { ApiTokenTable } from "./api-token-table.tsx";

const ApiTokenRevokeDialog = lazy(async () => ({
  default: (await import("./api-token-revoke-dialog.tsx")).ApiTokenRevokeDialog,
}));

const apiTokenFilter: RowFilter<ApiTokenView> = {
  placeholder: "Name, beginning or scope",
  textsOf: ({ name, prefix, scopes, createdBy }) => [
    name,
    prefix,
    createdBy?.name ?? null,
    ...scopes,
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

/** The tokens that scripts and pipelines use the API with. */
export function ApiTokenListPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("API tokens", name);
  const query = useQuery(apiTokensQuery(org));
  const [revoking, setRevoking] = useState<ApiTokenView | null>(null);
  const canManage = may(role, managers);
  const create = (
    <Link to={paths.apiTokenNew(org)} className={buttonStyles("primary")}>
      Create API token
    </Link>
  );
  return (
    <>
      <PageHeader
        title="API tokens"
        lead={
          <>
            A script or a pipeline uses Berth's API with an API token, within its scopes. The{" "}
            <Link to={paths.apiReference(org)} className="link">
              API reference
            </Link>{" "}
            says what there is.
          </>
        }
        actions={canManage && query.data && query.data.length > 0 ? create : null}
      />
      <TokenTabs current="api">
        <DataRegion query={query} what="API tokens" skeleton={<SkeletonRows />}>
          {(tokens) =>
            tokens.length === 0 ? (
              <EmptyState title="No API tokens yet" actions={canManage ? create : null}>
                {canManage
                  ? "Create one for each script or pipeline, with no more scopes than it needs."
                  : "An admin can create one for each script or pipeline."}
              </EmptyState>
            ) : (
              <WholeList rows={tokens} one="API token" many="API tokens" filter={apiTokenFilter}>
                {(shown) => (
                  <ApiTokenTable tokens={shown} canManage={canManage} onRevoke={setRevoking} />
                )}
              </WholeList>
            )
          }
        </DataRegion>
      </TokenTabs>
      <Suspense>
        {revoking ? (
          <ApiTokenRevokeDialog org={org} token={revoking} onClose={() => setRevoking(null)} />
        ) : null}
      </Suspense>
    </>
  );
}
