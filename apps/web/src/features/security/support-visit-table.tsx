import type { SupportVisitView } from "@berth/api-contract";
import { formatClock } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

/** Who of the support staff was here, when and why. */
export function SupportVisitTable({
  visits,
  ending,
  onEnd,
}: {
  visits: readonly SupportVisitView[];
  /** The visit that is being ended. */
  ending: string | null;
  onEnd: (visit: SupportVisitView) => void;
}) {
  const columns: readonly Column<SupportVisitView>[] = [
    {
      id: "person",
      header: "Person",
      rowHeader: true,
      renderCell: ({ person }) => (
        <>
          {person.name}
          <span className="block font-normal text-muted wrap-anywhere">{person.email}</span>
        </>
      ),
    },
    {
      id: "reason",
      header: "Reason",
      renderCell: ({ reason }) => <span className="wrap-anywhere">{reason}</span>,
    },
    {
      id: "from",
      header: "Entered",
      renderCell: ({ startedAt }) => <RelativeTime at={startedAt} />,
    },
    { id: "end", header: "End", renderCell: (visit) => <End visit={visit} /> },
    { id: "looks", header: "Looked at", renderCell: ({ looks }) => <Looks looks={looks} /> },
    {
      id: "actions",
      header: "Actions",
      hideHeader: true,
      buttons: true,
      align: "end",
      renderCell: (visit) =>
        visit.open ? (
          <Button
            size="small"
            aria-label={`End now: the visit of ${visit.person.name}`}
            busy={ending === visit.id && "Ending…"}
            onClick={() => onEnd(visit)}
          >
            End now
          </Button>
        ) : null,
    },
  ];
  return (
    <Table
      caption="Visits of support staff"
      columns={columns}
      rows={visits}
      rowKey={({ id }) => id}
    />
  );
}

function End({ visit: { open, endsAt, endedAt } }: { visit: SupportVisitView }) {
  return open ? (
    <StatusBadge
      shape="triangle-alert"
      tone="warning"
      word={`Here until ${formatClock(Date.parse(endsAt))}`}
    />
  ) : (
    <RelativeTime at={endedAt ?? endsAt} />
  );
}

/** One line for each kind of thing, behind how many there were. */
function Looks({ looks }: Pick<SupportVisitView, "looks">) {
  if (looks.length === 0) return "Nothing";
  return (
    <Disclosure
      summary={looks.length === 1 ? "1 kind of thing" : `${looks.length} kinds of things`}
    >
      <ul className="space-y-1">
        {looks.map(({ what, times, lastAt }) => (
          <li key={what}>
            {what}
            <span className="block text-muted">
              {times === 1 ? "once, " : `${times} times, last `}
              <RelativeTime at={lastAt} />
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
