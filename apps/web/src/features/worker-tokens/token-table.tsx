import type { WorkerTokenView } from "@berth/api-contract";
import { tokenLifeColumns } from "#src/domain-ui/token-life-columns.tsx";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { ellipsisGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MenuButton } from "#src/ui/menu.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { limitsOf } from "./limits-of.ts";
import { tokenStates } from "#src/domain-ui/token-states.ts";

const columns: readonly Column<WorkerTokenView>[] = [
  { id: "name", header: "Name", rowHeader: true, renderCell: ({ name }) => name },
  { id: "state", header: "State", renderCell: (token) => <State token={token} /> },
  {
    id: "prefix",
    header: "Begins with",
    renderCell: ({ prefix }) =>
      prefix === "" ? (
        <span className="text-muted">–</span>
      ) : (
        <MonoText className="whitespace-nowrap">{`${prefix}…`}</MonoText>
      ),
  },
  {
    id: "project",
    header: "Default project",
    renderCell: ({ project }) =>
      project.kind === "any" ? (
        <span className="text-muted">Any, named by the worker</span>
      ) : (
        <span className="wrap-anywhere">{project.name}</span>
      ),
  },
  { id: "scope", header: "Limits", renderCell: ({ scope }) => <Limits lines={limitsOf(scope)} /> },
  ...tokenLifeColumns,
];

export function TokenTable({
  tokens,
  canManage,
  onRevoke,
  onRotate,
}: {
  tokens: readonly WorkerTokenView[];
  canManage: boolean;
  onRevoke: (token: WorkerTokenView) => void;
  onRotate: (token: WorkerTokenView) => void;
}) {
  const actions: Column<WorkerTokenView> = {
    id: "actions",
    header: "Actions",
    hideHeader: true,
    align: "end",
    renderCell: (token) =>
      token.state === "active" || token.state === "undelivered" ? (
        <MenuButton
          label={`Actions for ${token.name}`}
          className={iconButtonStyles("small")}
          data-row-link=""
          data-row-menu=""
          entries={[
            ...(token.state === "active" && token.rotatedTo === null
              ? [{ kind: "action" as const, label: "Rotate…", onSelect: () => onRotate(token) }]
              : []),
            {
              kind: "action",
              label: "Revoke…",
              danger: true,
              onSelect: () => onRevoke(token),
            },
          ]}
        >
          <Icon glyph={ellipsisGlyph} />
        </MenuButton>
      ) : null,
  };
  return (
    <Table
      caption="Worker tokens"
      list="worker-tokens"
      columns={canManage ? [...columns, actions] : columns}
      rows={tokens}
      rowKey={({ id }) => id}
    />
  );
}

function State({ token: { state, link, rotatedTo } }: { token: WorkerTokenView }) {
  const alarm = link !== null && link.openedAgainAt !== null;
  return (
    <span className="flex flex-col">
      <StatusBadge
        {...tokenStates[state]}
        detail={state === "active" && rotatedTo !== null ? "replaced" : undefined}
      />
      {alarm ? (
        <span className="text-danger">
          Link opened again <RelativeTime at={link.openedAgainAt ?? ""} />
        </span>
      ) : null}
    </span>
  );
}

function Limits({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return <span className="text-muted">None</span>;
  return lines.map((line) => (
    <span key={line} className="block wrap-anywhere md:min-w-24 xl:min-w-32">
      {line}
    </span>
  ));
}
