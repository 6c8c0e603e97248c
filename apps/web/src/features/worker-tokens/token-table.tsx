import type { WorkerTokenView } from "@berth/api-contract";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime, RelativeTimeOr } from "#src/ui/relative-time.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { StatusShape } from "#src/ui/status-glyph.tsx";
import { type Column, Table } from "#src/ui/table.tsx";
import type { Tone } from "#src/ui/tone.ts";

const states: Record<WorkerTokenView["state"], { shape: StatusShape; tone: Tone; word: string }> = {
  active: { shape: "check-circle", tone: "success", word: "Active" },
  undelivered: { shape: "ring", tone: "neutral", word: "Link not opened" },
  expired: { shape: "clock-x", tone: "danger", word: "Expired" },
  revoked: { shape: "slash-circle", tone: "neutral", word: "Revoked" },
};

const columns: readonly Column<WorkerTokenView>[] = [
  { id: "name", header: "Name", rowHeader: true, renderCell: ({ name }) => name },
  { id: "state", header: "State", renderCell: ({ state }) => <StatusBadge {...states[state]} /> },
  {
    id: "prefix",
    header: "Begins with",
    renderCell: ({ prefix }) => <MonoText className="whitespace-nowrap">{`${prefix}…`}</MonoText>,
  },
  {
    id: "project",
    header: "Default project",
    renderCell: ({ project }) =>
      project.kind === "any" ? (
        <span className="text-muted">Any, named by the worker</span>
      ) : (
        project.name
      ),
  },
  {
    id: "created",
    header: "Created",
    renderCell: ({ createdAt, createdBy }) => (
      <>
        <RelativeTime at={createdAt} />
        {createdBy ? <span className="text-muted"> by {createdBy.name}</span> : null}
      </>
    ),
  },
  {
    id: "lastUsed",
    header: "Last used",
    renderCell: ({ lastUsedAt }) => <RelativeTimeOr at={lastUsedAt} never="Never" />,
  },
  {
    id: "expires",
    header: "Expires",
    renderCell: ({ expiresAt }) => <RelativeTime at={expiresAt} />,
  },
];

export function TokenTable({
  tokens,
  canManage,
  onRevoke,
}: {
  tokens: readonly WorkerTokenView[];
  canManage: boolean;
  onRevoke: (token: WorkerTokenView) => void;
}) {
  const revoke: Column<WorkerTokenView> = {
    id: "revoke",
    header: "Actions",
    hideHeader: true,
    align: "end",
    renderCell: (token) =>
      token.state === "active" ? (
        <Button size="small" onClick={() => onRevoke(token)}>
          Revoke<span className="sr-only"> {token.name}</span>
        </Button>
      ) : null,
  };
  return (
    <Table
      caption="Worker tokens"
      columns={canManage ? [...columns, revoke] : columns}
      rows={tokens}
      rowKey={({ id }) => id}
    />
  );
}
