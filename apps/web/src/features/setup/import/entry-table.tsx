import type { ImportedEntry } from "@berth/credential-files";
import { RegistryTypeLabel } from "#src/domain-ui/registry-type-icon.tsx";
import { registryTypeName } from "#src/domain-ui/registry-type-name.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

export type EntryState = { kind: "open" } | { kind: "unusable" } | { kind: "added"; id: string };

type Row = { entry: ImportedEntry; index: number; state: EntryState };

/** What a file proposes, one registry a row. Nothing is kept before it is looked over. */
export function EntryTable({
  org,
  entries,
  stateOf,
  onOpen,
}: {
  org: string;
  entries: readonly ImportedEntry[];
  stateOf: (index: number) => EntryState;
  onOpen: (index: number) => void;
}) {
  const action: Column<Row> = {
    id: "action",
    header: "Next",
    renderCell: ({ entry, index, state }) =>
      state.kind === "added" ? (
        <Link to={paths.registry(org, state.id)} className="link">
          Open
        </Link>
      ) : state.kind === "open" ? (
        <Button size="small" aria-label={`Look over ${entry.host}`} onClick={() => onOpen(index)}>
          Look over
        </Button>
      ) : (
        <span className="text-muted">–</span>
      ),
  };
  return (
    <Table
      caption="Registries of the file"
      columns={[...columns, action]}
      rows={entries.map((entry, index) => ({ entry, index, state: stateOf(index) }))}
      rowKey={({ index }) => String(index)}
    />
  );
}

const columns: readonly Column<Row>[] = [
  {
    id: "host",
    header: "Host",
    rowHeader: true,
    renderCell: ({ entry }) => (
      <>
        <MonoText>{entry.host === "" ? "No host" : entry.host}</MonoText>
        <span className="block font-normal text-muted wrap-anywhere">{entry.place}</span>
      </>
    ),
  },
  {
    id: "type",
    header: "Type",
    renderCell: ({ entry }) =>
      entry.start === null ? (
        <span className="text-muted">Unknown</span>
      ) : (
        <RegistryTypeLabel type={entry.start.type} name={registryTypeName(entry.start.type)} />
      ),
  },
  {
    id: "state",
    header: "State",
    renderCell: ({ entry, state }) => (
      <>
        <StateBadge entry={entry} state={state} />
        {entry.missing === null || state.kind === "added" ? null : (
          <span className="block max-w-prose text-muted">{entry.missing}</span>
        )}
      </>
    ),
  },
];

function StateBadge({ entry, state }: { entry: ImportedEntry; state: EntryState }) {
  if (state.kind === "added") {
    return <StatusBadge shape="check-circle" tone="success" word="Added" />;
  }
  if (state.kind === "unusable") {
    return <StatusBadge shape="slash-circle" tone="neutral" word="Can't be used" />;
  }
  return entry.missing === null ? (
    <StatusBadge shape="ring" tone="info" word="Ready to add" />
  ) : (
    <StatusBadge shape="triangle-alert" tone="warning" word="Secret missing" />
  );
}
