import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findRivalEntry } from "./registries-conf.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-registries-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const find = (text: string, name = "a.conf") => {
  writeFileSync(join(folder, name), text);
  return findRivalEntry("reg.io/team/app", [folder, join(folder, "none")]);
};

test.each([
  'prefix = "reg.io/team/app"',
  "  prefix='reg.io/team/app'",
  'location = "reg.io/team/app"',
  'prefix = "reg.io/team/app:1"',
  'prefix = "reg.io/team/app@sha256:0"',
])("%s names the repository", (line) => {
  expect(find(`[[registry]]\n${line}\n`)).toBe(join(folder, "a.conf"));
});

test.each([
  'prefix = "reg.io"',
  'prefix = "reg.io/team"',
  'prefix = "reg.io/team/app2"',
  'prefix = "reg.io/team/app/sub"',
  '# prefix = "reg.io/team/app"',
  'prefix = "*.reg.io"',
])("%s doesn't: ours is longer, or it is another one", (line) => {
  expect(find(`[[registry]]\n${line}\n`)).toBeNull();
});

test("only files that skopeo reads count", () => {
  expect(find('prefix = "reg.io/team/app"', "a.conf.bak")).toBeNull();
});
