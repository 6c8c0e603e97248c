import { useState } from "react";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { type FileRow, hasChanged, rowNote, rowReason } from "./file-row.ts";
import { rowLooks } from "./row-look.ts";

const pageSize = 50;

/** Every image of the file, where it stands and which registry serves it. */
export function FoundTable({
  org,
  project,
  rows,
  onLine,
  now,
}: {
  org: string;
  project: string;
  rows: readonly FileRow[];
  /** Shows a line of the file; absent where the file is not at hand. */
  onLine?: (line: number) => void;
  /** The same images as they are now, where `rows` are of another time. */
  now?: readonly FileRow[];
}) {
  const [page, setPage] = useState(0);
  const last = Math.max(0, Math.ceil(rows.length / pageSize) - 1);
  const shown = Math.min(page, last);
  const columns: Column<FileRow>[] = [
    {
      id: "image",
      header: "Image",
      rowHeader: true,
      renderCell: (row) => (
        <ImageName org={org} project={project} row={row} roomy={now !== undefined} />
      ),
    },
    {
      id: "line",
      header: "Found at",
      renderCell: ({ image: { line, where } }) => (
        <>
          {onLine ? (
            <button
              type="button"
              className="link whitespace-nowrap"
              onClick={() => onLine(line)}
              data-print="show"
            >
              line {line}
            </button>
          ) : (
            <span className="whitespace-nowrap">line {line}</span>
          )}
          <span className="block text-muted md:min-w-24">{where}</span>
        </>
      ),
    },
    {
      id: "credential",
      header: "Credential",
      renderCell: (row) => <Credential org={org} row={row} />,
    },
    {
      id: "verdict",
      header: now ? "Verdict then" : "Verdict",
      renderCell: (row) => <RowVerdict row={row} />,
    },
    ...(now ? [nowColumn(org, rows, now)] : []),
  ];
  return (
    <>
      <Table
        caption="Images in the file"
        columns={columns}
        rows={rows.slice(shown * pageSize, (shown + 1) * pageSize)}
        rowKey={({ image }) => `${image.line}:${image.column}:${image.where}`}
      />
      <Pagination
        label="Pages of images"
        summary={`${plural(rows.length, "image")}, page ${shown + 1} of ${last + 1}`}
        onPrevious={shown > 0 ? () => setPage(shown - 1) : null}
        onNext={shown < last ? () => setPage(shown + 1) : null}
      />
    </>
  );
}

/** What the same image gets today, in full only where that differs. */
function nowColumn(
  org: string,
  rows: readonly FileRow[],
  now: readonly FileRow[],
): Column<FileRow> {
  const today = new Map(rows.map((row, at) => [row, now[at]]));
  return {
    id: "now",
    header: "Now",
    renderCell: (row) => {
      const current = today.get(row);
      if (current === undefined) return null;
      return hasChanged(row, current) ? (
        <>
          <RowVerdict row={current} />
          <Credential org={org} row={current} />
        </>
      ) : (
        <span className="text-muted whitespace-nowrap">The same</span>
      );
    },
  };
}

function ImageName({
  org,
  project,
  row,
  roomy,
}: {
  org: string;
  project: string;
  row: FileRow;
  /** The table has the whole width of the page. */
  roomy: boolean;
}) {
  const look = roomy ? "block xl:min-w-64" : "";
  const { text, reference, pulled } = row.image;
  if (text === "") return <span className="text-muted">No name</span>;
  return (
    <>
      {pulled && reference !== null ? (
        <Link to={paths.explain(org, { image: reference, project })} className={`link ${look}`}>
          <MonoText>{text}</MonoText>
        </Link>
      ) : (
        <MonoText className={look}>{text}</MonoText>
      )}
      {reference !== null && row.image.variables?.some(({ inTag }) => !inTag) ? (
        <span className="block font-normal text-muted">
          asked as <MonoText>{reference}</MonoText>
        </span>
      ) : null}
    </>
  );
}

function Credential({ org, row: { explanation, image } }: { org: string; row: FileRow }) {
  return explanation?.winner ? (
    <Link to={paths.registry(org, explanation.winner.registry.id)} className="link">
      {explanation.winner.registry.name}
    </Link>
  ) : (
    <span className="text-muted">{image.pulled ? "None" : "–"}</span>
  );
}

function RowVerdict({ row }: { row: FileRow }) {
  const note = rowNote(row);
  const reason = rowReason(row);
  return (
    <div className="wrap-anywhere md:min-w-40">
      <StatusBadge {...rowLooks[row.state]} />
      {reason === "" ? null : (
        <p>
          <MarkedText>{reason}</MarkedText>
        </p>
      )}
      {note === null ? null : (
        <p className="text-muted">
          <MarkedText>{note}</MarkedText>
        </p>
      )}
    </div>
  );
}
