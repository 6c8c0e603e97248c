/**
 * One line of a CSV file as RFC 4180 has it, with its line end. A cell that a spreadsheet would take for a
 * formula gets an apostrophe in front, so that nobody's text runs on the reader's machine.
 *
 * @example csvLine(["a,b", "=1+1"]) === `"a,b",'=1+1\r\n`
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** Those of OWASP's page on CSV injection: some spreadsheets take the wide forms for the narrow ones. */
const formulaStart = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function cell(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
