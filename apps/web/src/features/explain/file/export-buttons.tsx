import { Button } from "#src/ui/button.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { downloadGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { asCsv, asMarkdownTable } from "./file-report.ts";
import type { FileRow } from "./file-row.ts";

export function ExportButtons({ rows }: { rows: readonly FileRow[] }) {
  return (
    <>
      <Button size="small" onClick={() => download("images.csv", asCsv(rows))}>
        <Icon glyph={downloadGlyph} />
        Download CSV
      </Button>
      <CopyButton size="small" what="Markdown" text={asMarkdownTable(rows)} />
    </>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
