import { fstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openUnlinkedFile } from "./unlinked-file.ts";

test("the first folder that takes a file gets it, and no name of it stays", () => {
  const folder = mkdtempSync(join(tmpdir(), "berth-unlinked-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = openUnlinkedFile(["/dev/null", folder], "{}");
  expect(readdirSync(folder)).toEqual([]);
  expect(file).not.toBeNull();
  expect(readFileSync(`/dev/fd/${file?.fd}`, "utf8")).toBe("{}");
  expect(fstatSync(file?.fd ?? -1).mode & 0o777).toBe(0o600);
  file?.close();
});

test("where no folder takes one there is none", () => {
  expect(openUnlinkedFile(["/dev/null", "/nowhere"], "{}")).toBeNull();
});
