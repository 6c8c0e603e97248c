import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.ts";

/** The promises of the threat model: threats, cryptography, inputs of the way out, reliability. */
const counts: Readonly<Record<string, number>> = { S: 25, C: 15, E: 82, R: 24 };

export const promisedIds: readonly string[] = Object.entries(counts).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}-${String(index + 1).padStart(2, "0")}`),
);

/** Promises without a test, each with the reason. Empty is the aim. */
export const knownGaps: Readonly<Record<string, string>> = {};

/**
 * Ids that the code of a test names: in its title, its table or its scenario. A comment proves nothing, so
 * ids in comments don't count; "R-01 to R-05" counts as the two that are written.
 */
export function idsIn(text: string): string[] {
  const code = text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, "").replaceAll(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/\b[SCER]-\d\d\b/g)].map(([id]) => id);
}

/** What is wrong: a promise that no test names, a gap that is none any more, an id that nobody promised. */
export function securityIdProblems(
  tests: ReadonlyMap<string, string>,
  gaps: Readonly<Record<string, string>> = knownGaps,
): string[] {
  const found = new Map<string, string>();
  for (const [file, text] of tests) for (const id of idsIn(text)) found.set(id, file);
  return [
    ...promisedIds.filter((id) => !found.has(id) && !(id in gaps)).map((id) => `${id} has no test`),
    ...Object.keys(gaps)
      .filter((id) => found.has(id))
      .map((id) => `${id} is called a gap and has a test in ${found.get(id)}`),
    ...[...found]
      .filter(([id]) => !promisedIds.includes(id))
      .map(([id, file]) => `${file}: nobody promised ${id}`),
  ];
}

/** Every file that vitest, the browser tests or the torture run. */
export function testFiles(): Map<string, string> {
  const found = new Map<string, string>();
  const below = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!["node_modules", "dist", "test-results"].includes(entry.name)) below(path);
      } else if (isTest(path)) found.set(path, readFileSync(join(root, path), "utf8"));
    }
  };
  for (const folder of ["apps", "packages", "e2e", "tools"]) below(folder);
  found.delete("tools/tasks/check-security-ids.test.ts");
  return found;
}

function isTest(path: string): boolean {
  return (
    /\.(?:test|e2e)\.tsx?$/.test(path) ||
    /^apps\/bff\/(?:torture|src\/store\/contract)\/.*\.ts$/.test(path)
  );
}

if (import.meta.main) {
  const problems = securityIdProblems(testFiles());
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  const gaps = Object.entries(knownGaps);
  console.log(`${promisedIds.length - gaps.length} of ${promisedIds.length} promises have a test`);
  for (const [id, reason] of gaps) console.log(`  without one: ${id}, ${reason}`);
}
