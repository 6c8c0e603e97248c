import type { ApiTokenView } from "@berth/api-contract";
import { tokenLifeColumns } from "#src/domain-ui/token-life-columns.tsx";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { StatusShape } from "#src/ui/status-glyph.tsx";
import { type Column, Table } from "#src/ui/table.tsx";
import type { Tone } from "#src/ui/tone.ts";

const states: Record<ApiTokenView["state"], { shape: StatusShape; tone: Tone; word: string }> = {
  active: { shape: "check-circle", tone: "success", word: "Active" },
  expired: { shape: "clock-x", tone: "danger", word: "Expired" },
  revoked: { shape: "slash-circle", tone: "neutral", word: "Revoked" },
};

const columns: readonly Column<ApiTokenView>[] = [
  { id: "name", header: "Name", rowHeader: true, renderCell: ({ name }) => name },
  { id: "state", header: "State", renderCell: ({ state }) => <StatusBadge {...states[state]} /> },
  {
    id: "prefix",
    header: "Begins with",
    renderCell: ({ prefix }) => <MonoText className="whitespace-nowrap">{`${prefix}…`}</MonoText>,
  },
  {
    id: "scopes",
    header: "Scopes",
    renderCell: ({ scopes }) =>
      scopes.map((scope) => (
        <MonoText key={scope} className="block whitespace-nowrap">
          {scope}
        </MonoText>
      )),
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
    align: "end",
    renderCell: (token) =>
      token.state === "active" ? (
        <Button size="small" aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>
          Revoke…
        </Button>
      ) : null,
  };
  return (
    <Table
      caption="API tokens"
      columns={canManage ? [...columns, actions] : columns}
      rows={tokens}
      rowKey={({ id }) => id}
    />
  );
}
