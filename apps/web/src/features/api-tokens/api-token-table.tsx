import type { ApiTokenView } from "@berth/api-contract";
import { tokenLifeColumns } from "#src/domain-ui/token-life-columns.tsx";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { tokenStates } from "#src/domain-ui/token-states.ts";

const columns: readonly Column<ApiTokenView>[] = [
  { id: "name", header: "Name", rowHeader: true, renderCell: ({ name }) => name },
  {
    id: "state",
    header: "State",
    renderCell: ({ state }) => <StatusBadge {...tokenStates[state]} />,
  },
  {
    id: "prefix",
    header: "Begins with",
    shownFrom: 1024,
    renderCell: ({ prefix }) => <MonoText className="whitespace-nowrap">{`${prefix}…`}</MonoText>,
  },
  {
    id: "scopes",
    header: "Scopes",
    renderCell: ({ scopes }) => (
      <span className="flex flex-wrap gap-x-3 md:w-max md:max-w-36 xl:max-w-52 min-[90rem]:max-w-96">
        {scopes.map((scope) => (
          <MonoText key={scope} className="whitespace-nowrap">
            {scope}
          </MonoText>
        ))}
      </span>
    ),
  },
  ...tokenLifeColumns,
];

export function ApiTokenTable({
  tokens,
  canManage,
  onRevoke,
}: {
  tokens: readonly ApiTokenView[];
  canManage: boolean;
  onRevoke: (token: ApiTokenView) => void;
}) {
  const actions: Column<ApiTokenView> = {
    id: "actions",
    header: "Actions",
    hideHeader: true,
    buttons: true,
    align: "end",
    renderCell: (token) =>
      token.state === "active" ? (
        <Button
          size="small"
          data-row-link=""
          aria-label={`Revoke ${token.name}`}
          onClick={() => onRevoke(token)}
        >
          Revoke…
        </Button>
      ) : null,
  };
  return (
    <Table
      caption="API tokens"
      list="api-tokens"
      columns={canManage ? [...columns, actions] : columns}
      rows={tokens}
      rowKey={({ id }) => id}
    />
  );
}
