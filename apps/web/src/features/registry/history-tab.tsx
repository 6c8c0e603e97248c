import type { AuditEvent } from "@berth/api-contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { plural } from "#src/lib/time-format.ts";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { type Column, Table } from "#src/ui/table.tsx";
import { TruncatedMono } from "#src/ui/truncated-mono.tsx";
import { actionInWords, type ChangeLine, changeLines } from "./audit-words.ts";
import { useCursorPages } from "./cursor-pages.ts";
import { useRegistryAddress } from "./use-registry.ts";

/** What was done with this registry, by whom, newest first. Nothing here can be edited. */
export function HistoryTab() {
  const { org, id } = useRegistryAddress();
  const pages = useCursorPages();
  const query = useQuery({
    queryKey: ["registry-history", org, id, pages.cursor],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/audit-events", {
        params: { org },
        query: { object: id, cursor: pages.cursor },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
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
    secondary: true,
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

/** As many values stand open; more are behind a button. */
const shownAtOnce = 2;

function Deed({ event }: { event: AuditEvent }) {
  const lines = changeLines(event);
  return (
    <div className="space-y-1 font-normal">
      <p>
        <span className="font-medium">{event.actor.name}</span> {actionInWords(event)}
      </p>
      {lines.length > shownAtOnce ? (
        <Disclosure summary={plural(lines.length, "value")}>
          <Values lines={lines} />
        </Disclosure>
      ) : (
        <Values lines={lines} />
      )}
    </div>
  );
}

function Values({ lines }: { lines: readonly ChangeLine[] }) {
  if (lines.length === 0) return null;
  return (
    <dl className="space-y-1">
      {lines.map(({ label, before, after }) => (
        <div key={label} className="wrap-anywhere">
          <dt className="inline text-muted">{label}: </dt>
          <dd className="inline">
            {before === null ? null : (
              <>
                <del className="text-muted">{before}</del>
                <span aria-hidden="true"> → </span>
                <span className="sr-only"> became </span>
              </>
            )}
            <ins className="no-underline">{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
