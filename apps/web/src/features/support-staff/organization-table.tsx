import type { VisitableOrganization } from "@berth/api-contract";
import { formatClock } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

/** The organizations of the instance, with the way into each. */
export function OrganizationTable({
  organizations,
  onEnter,
}: {
  organizations: readonly VisitableOrganization[];
  onEnter: (organization: VisitableOrganization) => void;
}) {
  const columns: readonly Column<VisitableOrganization>[] = [
    {
      id: "name",
      header: "Organization",
      rowHeader: true,
      renderCell: ({ name, slug, state }) =>
        state === "visiting" || state === "member" ? (
          <Link to={paths.registries(slug)} className="link wrap-anywhere">
            {name}
          </Link>
        ) : (
          <span className="wrap-anywhere">{name}</span>
        ),
    },
    {
      id: "slug",
      header: "Name in addresses",
      renderCell: ({ slug }) => <MonoText className="wrap-anywhere">{slug}</MonoText>,
    },
    { id: "state", header: "You", renderCell: (one) => <State organization={one} /> },
    {
      id: "actions",
      header: "Actions",
      hideHeader: true,
      buttons: true,
      align: "end",
      renderCell: (one) =>
        one.state === "open" ? (
          <Button size="small" aria-label={`Enter ${one.name}`} onClick={() => onEnter(one)}>
            Enter…
          </Button>
        ) : null,
    },
  ];
  return (
    <Table
      caption="Organizations"
      columns={columns}
      rows={organizations}
      rowKey={({ slug }) => slug}
    />
  );
}

function State({ organization: { state, endsAt } }: { organization: VisitableOrganization }) {
  switch (state) {
    case "visiting":
      return (
        <StatusBadge
          shape="check-circle"
          tone="success"
          word={`Are in it until ${formatClock(Date.parse(endsAt ?? ""))}`}
        />
      );
    case "member":
      return <StatusBadge shape="check-circle" tone="neutral" word="Are a member" />;
    case "closed":
      return <StatusBadge shape="slash-circle" tone="neutral" word="Are not let in" />;
    case "open":
      return <StatusBadge shape="dashed-circle" tone="neutral" word="Can enter" />;
  }
}
