import { createRequire } from "node:module";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { root } from "./run.ts";

/** Fewer files than this means that the tool looked at nothing, which it would otherwise call clean. */
const filesFloor = 150;

if (import.meta.main) {
  const result = await checkBorders(root, ["apps", "packages", "e2e", "tools"]);
  for (const line of result.lines) console.error(line);
  if (result.files < filesFloor) {
    console.error(
      `Only ${result.files} files were looked at, at least ${filesFloor} should be: the check itself is broken.`,
    );
  }
  if (result.lines.length > 0 || result.files < filesFloor) process.exit(1);
  console.log(`${result.files} files, ${result.imports} imports, no border crossed`);
}

export type BorderResult = { files: number; imports: number; lines: string[] };

/** Follows every import below `folders` of `baseDir` and names each that crosses a border of `tools/borders.cjs`. */
export async function checkBorders(baseDir: string, folders: string[]): Promise<BorderResult> {
  const { forbidden, options } = createRequire(import.meta.url)("../borders.cjs");
  const { output } = await cruise(folders, {
    ...options,
    baseDir,
    ruleSet: { forbidden },
    validate: true,
  });
  const { summary } = output as ICruiseResult;
  return {
    files: summary.totalCruised,
    imports: summary.totalDependenciesCruised ?? 0,
    lines: summary.violations.map(
      ({ rule, from, to }) =>
        `${rule.name}: ${from} → ${to} (${forbidden.find((one: { name: string }) => one.name === rule.name)?.comment ?? ""})`,
    ),
  };
}
