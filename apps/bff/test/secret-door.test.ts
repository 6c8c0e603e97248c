import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));

async function importersOf(module: RegExp): Promise<string[]> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(source.length + 1))
    .filter((file) => !/(?:^|\/)(?:testing|contract)\//.test(file));
  expect(files.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const file of files) {
    const text = await readFile(join(source, file), "utf8");
    if (module.test(text)) found.push(file);
  }
  return found.toSorted();
}

test("secrets are opened for checks, for pulls and to be restored, and by nothing else", async () => {
  expect(await importersOf(/from "[^"]*secrets\/open\.ts"/)).toEqual([
    "services/broker/pull-credentials.ts",
    "services/checks/images-in-use.ts",
    "services/checks/re-check.ts",
    "services/checks/subject.ts",
    "services/registries/restore-secret.ts",
  ]);
});

test("sealed records are read in one place", async () => {
  expect(await importersOf(/\.secrets\.read\(/)).toEqual(["services/secrets/open.ts"]);
  expect(await importersOf(/\.secrets\.all\(/)).toEqual(["services/keys/sealed-record.ts"]);
  expect(await importersOf(/\.alerts\.secret\(/)).toEqual(["services/alerts/send.ts"]);
  expect(await importersOf(/\.alerts\.sealed\(/)).toEqual(["services/keys/sealed-record.ts"]);
});

test("the process, its environment and its end belong to the two files that are started", async () => {
  expect(await importersOf(/process\.(?:env|exit|exitCode)\b/)).toEqual(["berth.ts", "main.ts"]);
});
