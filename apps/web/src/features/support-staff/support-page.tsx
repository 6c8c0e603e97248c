import type { VisitableOrganization } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useSession } from "#src/api/session.ts";
import { visitableOrganizationsQuery } from "#src/api/support-staff.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { NotFoundPage } from "#src/shell/not-found-page.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SearchInput } from "#src/ui/search-input.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { OrganizationTable } from "./organization-table.tsx";

const EnterDialog = lazy(async () => ({
  default: (await import("./enter-dialog.tsx")).EnterDialog,
}));

/** Where support staff of the instance enter an organization. To everybody else it is not there. */
export function SupportPage() {
  const { isSupportStaff } = useSession();
  return isSupportStaff ? <Organizations /> : <NotFoundPage />;
}

/** From so many on, looking for one by eye takes too long. */
const searchFrom = 8;

function Organizations() {
  useDocumentTitle("Support staff");
  const query = useQuery(visitableOrganizationsQuery);
  const [search, setSearch] = useState("");
  const [entering, setEntering] = useState<VisitableOrganization | null>(null);
  const word = search.trim().toLowerCase();
  return (
    <>
      <PageHeader
        title="Support staff"
        lead="Enter an organization to see why its pulls fail. You can look and run checks, and see no secret; its members see that you are there, and its audit log keeps what you do."
      />
      <DataRegion query={query} what="organizations" skeleton={<SkeletonRows />}>
        {({ organizations }) => {
          const shown = organizations.filter(({ name, slug }) =>
            `${name} ${slug}`.toLowerCase().includes(word),
          );
          return (
            <div className="space-y-4">
              {organizations.length >= searchFrom ? (
                <SearchInput
                  aria-label="Search organizations"
                  value={search}
                  onChange={setSearch}
                />
              ) : null}
              {shown.length === 0 ? (
                <EmptyState title="No organization is called so">Search for less.</EmptyState>
              ) : (
                <OrganizationTable organizations={shown} onEnter={setEntering} />
              )}
            </div>
          );
        }}
      </DataRegion>
      <Suspense>
        {entering ? (
          <EnterDialog organization={entering} onClose={() => setEntering(null)} />
        ) : null}
      </Suspense>
    </>
  );
}
