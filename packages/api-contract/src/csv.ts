/**
 * One line of a CSV file as RFC 4180 has it, with its line end. A cell that a spreadsheet would take for a
 * formula gets an apostrophe in front, so that nobody's text runs on the reader's machine.
 *
 * @example csvLine(["a,b", "=1+1"]) === `"a,b",'=1+1\r\n`
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
