import { expect, test } from "vitest";
import { readServerWords } from "./server-words.ts";

test("no words start the server, help and version are said, anything else is refused in one line", () => {
  expect(readServerWords([], "1.2.3")).toEqual({ kind: "start" });
  for (const word of ["--help", "-h"]) {
    expect(readServerWords([word], "1.2.3")).toMatchObject({
      kind: "say",
      text: expect.stringContaining("BERTH_DATABASE_URL"),
    });
  }
  for (const word of ["--version", "-v"]) {
    expect(readServerWords([word], "1.2.3")).toEqual({ kind: "say", text: "1.2.3" });
  }
  for (const words of [["start"], ["--port", "80"], ["--help", "me"], ["--help\n"], [""]]) {
    const read = readServerWords(words, "1.2.3");
    expect(read.kind).toBe("refuse");
    expect(read.kind === "refuse" && read.line).not.toContain("\n");
  }
});
