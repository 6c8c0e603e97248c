import { RelativeTime, RelativeTimeOr } from "#src/ui/relative-time.tsx";
import type { Column } from "#src/ui/column.ts";

interface TokenLife {
  createdAt: string;
  createdBy: { name: string } | null;
  lastUsedAt: string | null;
  expiresAt: string;
}

/** When a token of either kind was made, by whom, when it was last used, and until when it counts. */
export const tokenLifeColumns: readonly Column<TokenLife>[] = [
  {
    id: "created",
    header: "Created",
    shownFrom: 1280,
    renderCell: ({ createdAt, createdBy }) => (
      <span className="md:block md:min-w-24">
        <RelativeTime at={createdAt} />
        {createdBy ? <span className="text-muted md:block"> by {createdBy.name}</span> : null}
      </span>
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
