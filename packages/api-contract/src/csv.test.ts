import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test("cells are quoted where RFC 4180 wants it", () => {
  expect(csvLine(["a", "", "b c"])).toBe("a,,b c\r\n");
  expect(csvLine(["a,b", 'say "x"', "two\nlines", "r\r"])).toBe(
    '"a,b","say ""x""","two\nlines","r\r"\r\n',
  );
});

test("no cell begins like a formula", () => {
  const narrow = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x","y")'];
  for (const text of [...narrow, "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20A"]) {
    const line = csvLine([text]);
    expect(line.replace(/^"/, "").startsWith("'"), text).toBe(true);
  }
  expect(csvLine(["a=1", " -1"])).toBe("a=1, -1\r\n");
});
