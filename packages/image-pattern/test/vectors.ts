import { readFileSync } from "node:fs";

/** One line of a vector file. */
export interface Vector {
  readonly line: number;
  readonly text: string;
  /** The columns with their signs resolved; `-` is the empty text. */
  readonly columns: readonly string[];
}

/** How the columns of every vector file are called; their number is checked for each line. */
export const VECTOR_FILES = {
  "images-valid.txt": 5,
  "images-invalid.txt": 3,
  "patterns-valid.txt": 3,
  "patterns-invalid.txt": 4,
  "match.txt": 3,
  "match-hosts.txt": 4,
  "precedence.txt": 3,
  "hints.txt": 5,
} as const;

export type VectorFile = keyof typeof VECTOR_FILES;

/** The lines of a vector file, in the notation of `vectors/README.md`. */
export function readVectors(file: VectorFile): readonly Vector[] {
  return vectorLines(file).map(({ line, text }) => {
    const columns = text.split(" | ").map((column) => resolveSigns(column.trim()));
    if (columns.length !== VECTOR_FILES[file]) {
      throw new Error(`${file}, line ${line}: ${columns.length} columns`);
    }
    return { line, text, columns };
  });
}

/** The lines that are neither empty nor comments. */
export function vectorLines(file: VectorFile): readonly { line: number; text: string }[] {
  const text = readFileSync(new URL(`../vectors/${file}`, import.meta.url), "utf8");
  return text
    .split("\n")
    .map((line, i) => ({ line: i + 1, text: line }))
    .filter(({ text: line }) => line.trim() !== "" && !line.startsWith("#"));
}

const SIGNS: Readonly<Record<string, string>> = {
  "␠": " ",
  "␉": "\t",
  "␤": "\n",
  "␀": "\0",
  "␣": "\u200b",
};

function resolveSigns(column: string): string {
  if (column === "-") return "";
  return column
    .replace(/[␠␉␤␀␣]/g, (sign) => SIGNS[sign] ?? "")
    .replace(/«(.+?)×(\d+)»/g, (_, unit: string, count: string) => unit.repeat(Number(count)));
}
