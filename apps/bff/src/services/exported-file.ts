import { csvLine } from "@berth/api-contract";

/** A file that is sent while it is read. */
export type ExportedFile = { name: string; contentType: string; chunks: AsyncIterable<string> };

/** A list as one file: rows of cells under `columns`, or JSON with `head` beside the list named `key`. */
export function exportedFile<Row>({
  name,
  format,
  pages,
  csv: { columns, cells },
  json: { head, key },
}: {
  /** Without its ending. */
  name: string;
  format: "csv" | "json";
  pages: AsyncIterable<readonly Row[]>;
  csv: { columns: readonly string[]; cells: (row: Row) => readonly string[] };
  json: { head: Record<string, string>; key: string };
}): ExportedFile {
  return format === "csv"
    ? {
        name: `${name}.csv`,
        contentType: "text/csv; charset=utf-8",
        chunks: asCsv(pages, columns, cells),
      }
    : {
        name: `${name}.json`,
        contentType: "application/json; charset=utf-8",
        chunks: asJson(pages, head, key),
      };
}

async function* asCsv<Row>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly string[],
  cells: (row: Row) => readonly string[],
): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const rows of pages) yield rows.map((row) => csvLine(cells(row))).join("");
}

async function* asJson(
  pages: AsyncIterable<readonly unknown[]>,
  head: Record<string, string>,
  key: string,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},${JSON.stringify(key)}:[`;
  let first = true;
  for await (const rows of pages) {
    const lines = rows.map((row) => `\n${JSON.stringify(row)}`);
    if (lines.length === 0) continue;
    yield `${first ? "" : ","}${lines.join(",")}`;
    first = false;
  }
  yield "\n]}\n";
}
