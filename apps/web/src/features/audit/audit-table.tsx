import type { AuditEvent } from "@berth/api-contract";
import type { RefObject } from "react";
import { actionInWords, changeLines } from "#src/domain-ui/audit/audit-words.ts";
import { FoldedChanges } from "#src/domain-ui/audit/change-list.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { TruncatedMono } from "#src/ui/truncated-mono.tsx";
import { AuditActor } from "./audit-actor.tsx";
import { AuditObject } from "./audit-object.tsx";

/** Events, newest first. What was done leads to the event. Nothing here can be edited. */
export function AuditTable({
  org,
  events,
  table,
}: {
  org: string;
  events: readonly AuditEvent[];
  table: RefObject<HTMLDivElement | null>;
}) {
  // Support does not get the addresses that colleagues work from.
  const withAddress = events.some(({ address }) => address !== null);
  const columns: readonly (Column<AuditEvent> | false)[] = [
    { id: "time", header: "Time", renderCell: ({ at }) => <RelativeTime at={at} /> },
    { id: "actor", header: "Actor", renderCell: ({ actor }) => <AuditActor actor={actor} /> },
    {
      id: "what",
      header: "What",
      rowHeader: true,
      renderCell: (event) => (
        <div className="space-y-1 font-normal md:min-w-64">
          <Link to={paths.auditEvent(org, event.id)} className="link" data-row-link="">
            {actionInWords(event)}
          </Link>
          <FoldedChanges lines={changeLines(event)} />
        </div>
      ),
    },
    {
      id: "object",
      header: "Object",
      renderCell: (event) => <AuditObject org={org} event={event} />,
    },
    withAddress && {
      id: "from",
      header: "From",
      renderCell: ({ address }) =>
        address === null ? (
          <span className="text-muted">–</span>
        ) : (
          <MonoText className="block md:min-w-28">{address}</MonoText>
        ),
    },
    {
      id: "request",
      header: "Request id",
      shownFrom: 1440,
      renderCell: ({ requestId }) => <TruncatedMono>{requestId}</TruncatedMono>,
    },
  ];
  return (
    <div ref={table}>
      <Table
        caption="Audit log"
        list="audit"
        columns={columns.filter((column) => column !== false)}
        rows={events}
        rowKey={({ id }) => id}
      />
    </div>
  );
}
