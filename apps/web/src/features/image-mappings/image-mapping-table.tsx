import type { ImageMappingView } from "@berth/api-contract";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";

export function ImageMappingTable({
  org,
  mappings,
  removing,
  onRemove,
}: {
  org: string;
  mappings: readonly ImageMappingView[];
  /** The one that is being removed. */
  removing: string | null;
  onRemove: (mapping: ImageMappingView) => void;
}) {
  const columns: readonly Column<ImageMappingView>[] = [
    {
      id: "from",
      header: "Images below",
      rowHeader: true,
      renderCell: ({ from }) => <MonoText>{from}</MonoText>,
    },
    {
      id: "to",
      header: "Are pulled below",
      renderCell: ({ to }) => <MonoText>{to}</MonoText>,
    },
    {
      id: "servedBy",
      header: "Signed in by",
      renderCell: ({ servedBy }) =>
        servedBy === null ? (
          <StatusBadge shape="triangle-alert" tone="warning" word="No pattern covers it" />
        ) : (
          <Link to={paths.registry(org, servedBy.registry.id)} className="link">
            {servedBy.registry.name}
          </Link>
        ),
    },
    {
      id: "added",
      header: "Added",
      renderCell: ({ createdAt, createdBy }) => (
        <>
          <RelativeTime at={createdAt} />
          {createdBy === null ? "" : ` by ${createdBy.name}`}
        </>
      ),
    },
    {
      id: "remove",
      header: "Actions",
      hideHeader: true,
      buttons: true,
      align: "end",
      renderCell: (mapping) => (
        <Button
          size="small"
          variant="quiet"
          busy={removing === mapping.id && "Removing…"}
          aria-label={`Remove the mapping of ${mapping.from}`}
          onClick={() => onRemove(mapping)}
        >
          Remove
        </Button>
      ),
    },
  ];
  return (
    <Table caption="Mapped images" columns={columns} rows={mappings} rowKey={({ id }) => id} />
  );
}
