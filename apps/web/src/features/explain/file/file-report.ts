import { csvLine } from "@berth/api-contract";
import { withoutMarks } from "#src/ui/marked-text.tsx";
import { type FileRow, rowReason } from "./file-row.ts";
import { rowLooks } from "./row-look.ts";

const head = ["Image", "Line", "Where", "Credential", "Pattern", "Verdict", "Reason"];

export function asCsv(rows: readonly FileRow[]): string {
  return [head, ...rows.map(cells)].map(csvLine).join("");
}

export function asMarkdownTable(rows: readonly FileRow[]): string {
  const lines = rows.map((row) => `| ${cells(row).map(markdownCell).join(" | ")} |`);
  return [`| ${head.join(" | ")} |`, `|${head.map(() => " --- ").join("|")}|`, ...lines].join("\n");
}

function cells(row: FileRow): string[] {
  const { image, state, explanation } = row;
  const winner = explanation?.winner ?? null;
  return [
    image.text,
    `${image.line}`,
    image.where,
    winner?.registry.name ?? "",
    winner?.pattern ?? "",
    rowLooks[state].word,
    withoutMarks(rowReason(row)),
  ];
}

function markdownCell(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}
