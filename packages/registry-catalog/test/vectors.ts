import { readFileSync } from "node:fs";

export interface Vector {
  /** The line as it stands in the file, to name the test. */
  readonly line: string;
  readonly columns: readonly string[];
}

/** Reads a vector file: columns between ` | `, comments and empty lines left out. */
export function readVectors(name: string): Vector[] {
  const text = readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => ({ line, columns: line.split("|").map((column) => readColumn(column)) }));
}

function readColumn(column: string): string {
  const trimmed = column.trim();
  const inner = /^<.*>$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
  return inner.replace(/\\(?:u\{([0-9a-f]+)\}|([nrt0]))/g, (_, code: string, letter: string) =>
    code === undefined
      ? ({ n: "\n", r: "\r", t: "\t" }[letter] ?? "\0")
      : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
