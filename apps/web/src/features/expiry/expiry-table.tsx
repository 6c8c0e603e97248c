import type { RegistryView } from "@berth/api-contract";
import { expirySourceWords } from "#src/domain-ui/expiry-words.ts";
import { formatDay, formatEndDay } from "#src/lib/time-format.ts";
import { useNow } from "#src/lib/use-now.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles, iconButtonStyles } from "#src/ui/button-styles.ts";
import { Button } from "#src/ui/button.tsx";
import { ellipsisGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import type { MenuEntry } from "#src/ui/menu-entry.ts";
import { MenuButton } from "#src/ui/menu.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import type { ExpiryGroup, ExpiryGroupId, ExpiryRow } from "./expiry-groups.ts";

export interface ExpiryActions {
  onSetDate: (registry: RegistryView) => void;
  onSnooze: (registry: RegistryView, days: number) => void;
}

/** The lines of one group. Without `actions` they can only be read. */
export function ExpiryTable({
  org,
  group,
  actions,
}: {
  org: string;
  group: ExpiryGroup;
  actions: ExpiryActions | null;
}) {
  const columns: Column<ExpiryRow>[] = [
    {
      id: "name",
      header: "Name",
      rowHeader: true,
      renderCell: (row) => (
        <Link
          to={
            row.kind === "worker-token"
              ? paths.tokens(org, { q: row.name })
              : paths.registryCredential(org, row.registry.id)
          }
          className="link font-medium wrap-break-word"
          data-row-link=""
        >
          {row.name}
        </Link>
      ),
    },
    { id: "what", header: "What", renderCell: (row) => whatWords(row) },
    { id: "when", header: "When", renderCell: (row) => <When row={row} group={group.id} /> },
    { id: "source", header: "Source", renderCell: (row) => sourceWords(row) },
  ];
  if (actions) {
    columns.push({
      id: "actions",
      header: "Actions",
      hideHeader: true,
      align: "end",
      renderCell: (row) =>
        row.kind === "worker-token" ? null : (
          <RowActions org={org} registry={row.registry} actions={actions} />
        ),
    });
  }
  return (
    <Table
      caption={group.title}
      columns={columns}
      rows={group.rows}
      rowKey={({ id }) => id}
      evenColumns
    />
  );
}

function When({ row, group }: { row: ExpiryRow; group: ExpiryGroupId }) {
  const now = useNow();
  if (row.at === null) {
    return <span className="text-muted">{group === "never" ? "Never" : "Unknown"}</span>;
  }
  const snoozed = row.kind === "secret" ? row.registry.expiry.snoozedUntil : null;
  const guess = row.kind === "secret" && row.registry.expiry.source === "default";
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      {group === "overdue" ? (
        <span className={guess ? "text-warning" : "text-danger"}>
          <StatusGlyph shape="clock-x" />
        </span>
      ) : null}
      {group === "14-days" ? (
        <span className="text-warning">
          <StatusGlyph shape="triangle-clock" />
        </span>
      ) : null}
      <span className="font-medium">
        <RelativeTime at={row.at} />
      </span>
      <span className="text-muted">{formatEndDay(Date.parse(row.at))}</span>
      {snoozed !== null && Date.parse(snoozed) > now ? (
        <span className="text-muted">
          <span aria-hidden="true">· </span>snoozed until {formatDay(Date.parse(snoozed))}
        </span>
      ) : null}
    </span>
  );
}

function whatWords(row: ExpiryRow): string {
  if (row.kind === "worker-token") return "Worker token ends";
  if (row.kind === "rotation") return "Secret gets old";
  return row.registry.expiry.source === "default" ? "Secret probably ends" : "Secret ends";
}

function sourceWords(row: ExpiryRow): string {
  if (row.kind === "worker-token") return "set when it was created";
  if (row.kind === "rotation") return `${row.registry.rotateAfterDays} days after it was saved`;
  return expirySourceWords(row.registry);
}

function RowActions({
  org,
  registry,
  actions,
}: {
  org: string;
  registry: RegistryView;
  actions: ExpiryActions;
}) {
  const now = useNow();
  const { at, snoozedUntil } = registry.expiry;
  const snoozed = snoozedUntil !== null && Date.parse(snoozedUntil) > now;
  const entries: MenuEntry[] = [
    {
      kind: "action",
      label: at === null ? "Set date" : "Change date",
      onSelect: () => actions.onSetDate(registry),
    },
    ...(at === null
      ? []
      : [
          {
            kind: "action" as const,
            label: snoozed ? "End snooze" : "Snooze 7 days",
            onSelect: () => actions.onSnooze(registry, snoozed ? 0 : 7),
          },
        ]),
  ];
  return (
    <span className="inline-flex items-center gap-1">
      {at === null ? (
        <Button size="small" className="max-md:hidden" onClick={() => actions.onSetDate(registry)}>
          Set date<span className="sr-only"> of {registry.name}</span>
        </Button>
      ) : (
        <Link
          to={`${paths.registryCredential(org, registry.id)}?replace=1`}
          className={`${buttonStyles("secondary", "small")} max-md:hidden`}
        >
          Replace secret<span className="sr-only"> of {registry.name}</span>
        </Link>
      )}
      <MenuButton
        label={`Actions for ${registry.name}`}
        entries={[
          {
            kind: "link",
            label: "Replace secret",
            link: <Link to={`${paths.registryCredential(org, registry.id)}?replace=1`} />,
          },
          ...entries,
        ]}
        className={iconButtonStyles("small")}
        data-row-menu=""
      >
        <Icon glyph={ellipsisGlyph} />
      </MenuButton>
    </span>
  );
}
