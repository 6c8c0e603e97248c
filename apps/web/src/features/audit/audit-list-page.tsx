import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { auditEventsQuery, auditExportUrl } from "#src/api/audit.ts";
import { ExportLinks } from "#src/domain-ui/export-links.tsx";
import { useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { plural } from "#src/lib/time-format.ts";
import { useListKeys } from "#src/lib/use-list-keys.ts";
import { useCursorTrail } from "#src/router/use-cursor-trail.ts";
import { useSearch } from "#src/router/use-search.ts";
import { Button } from "#src/ui/button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { isFiltering, noAuditFilter, readAuditFilter } from "./audit-filter.ts";
import { AuditTable } from "./audit-table.tsx";
import { AuditToolbar } from "./audit-toolbar.tsx";

/** What was done in the organization, by whom. Filters and page stand in the address. */
export function AuditListPage() {
  const { slug: org, name, role } = useOrganization();
  useDocumentTitle("Audit log", name);
  const [search, changeSearch] = useSearch();
  const searchField = useRef<HTMLInputElement>(null);
  const filters = useRef<HTMLElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const filter = readAuditFilter(search);
  const cursor = search.get("cursor") || undefined;
  const query = useQuery(auditEventsQuery(org, { ...filter, cursor }));
  const events = query.data?.events ?? [];
  const pages = useCursorTrail(cursor, query.data?.next ?? null, (to) =>
    changeSearch({ cursor: to }),
  );
  useListKeys({ table, search: searchField, filters, pages });
  const nameOf = (id: string) =>
    events.flatMap(({ actor, object }) => [actor, object]).find((one) => one.id === id)?.name;

  return (
    <>
      <PageHeader
        title="Audit log"
        lead={`Everything that was changed here, and by whom${role === "support" ? "" : " and from where"}. Events can't be edited or deleted, and are kept for good.`}
        actions={<ExportLinks urlFor={(format) => auditExportUrl(org, filter, format)} />}
      />
      <AuditToolbar
        org={org}
        filter={filter}
        onChange={changeSearch}
        searchField={searchField}
        region={filters}
        nameOf={nameOf}
      />
      <DataRegion query={query} what="the audit log" skeleton={<SkeletonRows rows={8} />}>
        {() =>
          events.length > 0 ? (
            <AuditTable org={org} events={events} table={table} />
          ) : isFiltering(filter) ? (
            <EmptyState
              title="No events match these filters."
              actions={<Button onClick={() => changeSearch(noAuditFilter)}>Reset</Button>}
            />
          ) : (
            <EmptyState title="Nothing recorded yet" />
          )
        }
      </DataRegion>
      <Pagination
        label="Pages of the audit log"
        summary={`${plural(events.length, "event")}, newest first`}
        {...pages}
      />
    </>
  );
}
