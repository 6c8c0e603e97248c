import type { AuditEvent } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { auditEventsQuery } from "#src/api/audit.ts";
import { actionInWords, changeLines } from "#src/domain-ui/audit/audit-words.ts";
import { FoldedChanges } from "#src/domain-ui/audit/change-list.tsx";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { TruncatedMono } from "#src/ui/truncated-mono.tsx";
import { useCursorPages } from "./cursor-pages.ts";
import { useRegistryAddress } from "./use-registry.ts";

/** What was done with this registry, by whom, newest first. Nothing here can be edited. */
export function HistoryTab() {
  const { org, id } = useRegistryAddress();
  const pages = useCursorPages();
  const query = useQuery(auditEventsQuery(org, { object: id, cursor: pages.cursor }));
  return (
    <DataRegion query={query} what="the history" skeleton={<SkeletonRows rows={5} />}>
      {({ events, next }) =>
        events.length === 0 && pages.page === 1 ? (
          <EmptyState title="Nothing recorded yet" />
        ) : (
          <>
            <Table
              caption="History"
              columns={events.some(({ address }) => address !== null) ? withAddress : columns}
              rows={events}
              rowKey={({ id: event }) => event}
            />
            <Pagination
              label="Pages of the history"
              summary={`Page ${pages.page}, newest first`}
              onPrevious={pages.onPrevious}
              onNext={pages.onNext(next)}
            />
          </>
        )
      }
    </DataRegion>
  );
}

const columns: Column<AuditEvent>[] = [
  { id: "when", header: "When", renderCell: ({ at }) => <RelativeTime at={at} /> },
  { id: "what", header: "What", rowHeader: true, renderCell: (event) => <Deed event={event} /> },
  {
    id: "request",
    header: "Request id",
    shownFrom: 1440,
    renderCell: ({ requestId }) => <TruncatedMono>{requestId}</TruncatedMono>,
  },
];

/** Support does not get the addresses that colleagues work from. */
const withAddress: Column<AuditEvent>[] = [
  ...columns,
  {
    id: "from",
    header: "From",
    renderCell: ({ address }) => (address === null ? "" : <MonoText>{address}</MonoText>),
  },
];

function Deed({ event }: { event: AuditEvent }) {
  return (
    <div className="space-y-1 font-normal">
      <p>
        <span className="font-medium">{event.actor.name}</span> {actionInWords(event)}
      </p>
      <FoldedChanges lines={changeLines(event)} />
    </div>
  );
}
