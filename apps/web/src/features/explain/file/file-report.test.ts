import { expect, test } from "vitest";
import { asCsv, asMarkdownTable } from "./file-report.ts";
import type { FileRow } from "./file-row.ts";

const row = (text: string, where = "service 'web'"): FileRow => ({
  image: { text, line: 3, column: 5, where, pulled: true, reference: text, missing: [] },
  state: "waiting",
  explanation: null,
  isProblem: false,
});

test("quotes what a comma or a quote would break, line by line", () => {
  expect(asCsv([row("a,b", 'the "main" one')]).split("\r\n")[1]).toBe(
    '"a,b",3,"the ""main"" one",,,Asking…,',
  );
});

test("defuses cells that a spreadsheet would run", () => {
  for (const text of ["=1+1", "+1", "-1", "@x"]) {
    expect(asCsv([row(text)]).split("\r\n")[1]).toMatch(/^'[=+\-@]/);
  }
});

test("keeps a bar from ending a Markdown cell", () => {
  expect(asMarkdownTable([row("a|b\\c")]).split("\n")[2]).toContain("a\\|b\\\\c");
});
