import { isMap, isScalar, isSeq, type YAMLError } from "yaml";

/** Wide enough to lie deeper than whatever a tab stands under. */
export const tabWidth = 8;

/**
 * Mends the two mistakes that hide everything behind them, so that the rest of a file can still be read:
 * tabs as indentation, and a quote that is never closed. Null where there is nothing to mend.
 * Lines keep their numbers; columns change only by {@link tabWidth}.
 */
export function repair(text: string, error: YAMLError, openQuote: number | null): string | null {
  if (error.code === "TAB_AS_INDENT") {
    const widened = text.replace(/^[ \t]*\t[ \t]*/gm, (indent) =>
      indent.replaceAll("\t", " ".repeat(tabWidth)),
    );
    return widened === text ? null : widened;
  }
  if (openQuote === null) return null;
  const newLine = text.indexOf("\n", openQuote);
  const lineEnd = newLine === -1 ? text.length : newLine;
  const end = text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
  // A backslash at the end would escape the quote that is put in.
  if (text[end - 1] === "\\") return null;
  return `${text.slice(0, end)}${text[openQuote] ?? ""}${text.slice(end)}`;
}

/** Where the quoted text begins that runs up to an error "missing closing quote"; null for other errors. */
export function findOpenQuote(contents: unknown, error: YAMLError): number | null {
  if (error.code !== "MISSING_CHAR" || !error.message.includes("quote")) return null;
  const rest: unknown[] = [contents];
  let start: number | null = null;
  while (rest.length > 0) {
    const node = rest.pop();
    if (isSeq(node)) rest.push(...node.items);
    else if (isMap(node)) for (const pair of node.items) rest.push(pair.key, pair.value);
    else if (isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE")) {
      const [from, to] = node.range ?? [0, 0];
      if (to >= error.pos[0] && from <= error.pos[0]) start = Math.max(from, start ?? 0);
    }
  }
  return start;
}
