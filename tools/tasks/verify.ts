import { run } from "./run.ts";

/** Everything that can be said about the code without a browser or a registry, each step timed. */
const steps: ReadonlyArray<readonly [name: string, command: readonly string[]]> = [
  ["type lists", ["node", "tools/tasks/write-type-lists.ts", "--check"]],
  ["format", ["oxfmt", "--check", "."]],
  ["lint", ["oxlint", "--type-aware", "--deny-warnings"]],
  [
    "types",
    [
      "pnpm",
      "-r",
      "--no-sort",
      "--workspace-concurrency=2",
      "--reporter=append-only",
      "run",
      "typecheck",
    ],
  ],
  ["borders", ["node", "tools/tasks/check-borders.ts"]],
  ["dead code", ["knip", "--no-progress"]],
  ["doc references", ["node", "tools/tasks/check-doc-refs.ts"]],
  ["security ids", ["node", "tools/tasks/check-security-ids.ts"]],
  ["ASVS table", ["node", "tools/tasks/check-asvs.ts"]],
  ["unit tests", ["vitest", "run", "--project=unit", "--project=web", "--reporter=dot"]],
];

const wanted = process.argv.includes("--static")
  ? steps.filter(([name]) => name !== "unit tests")
  : steps;
const failed: string[] = [];
for (const [name, command] of wanted) {
  const started = performance.now();
  const code = await run(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (code !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`Not in order: ${failed.join(", ")}.`);
  process.exit(1);
}
