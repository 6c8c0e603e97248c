import { runCollecting } from "./run.ts";

/** Everything that can be said about the code without a browser or a registry, each step timed. */
type Step = {
  name: string;
  command: readonly string[];
  env?: Record<string, string>;
};

const steps: readonly Step[] = [
  {
    name: "unit tests",
    command: ["vitest", "run", "--project=unit", "--project=web", "--reporter=minimal"],
    // Each property for a moment; `npm test` tries every one as often as it says.
    env: { BERTH_PROPERTY_MS: process.env["BERTH_PROPERTY_MS"] ?? "100" },
  },
  {
    name: "lint and types",
    command: ["oxlint", "--type-aware", "--type-check", "--deny-warnings"],
    // Collecting garbage takes a quarter of the time of a pass that lives for seconds.
    env: { GOGC: process.env["GOGC"] ?? "400" },
  },
  {
    name: "types of sources that must do without Node's or the browser's",
    command: ["pnpm", "-r", "--no-sort", "--workspace-concurrency=1", "run", "types"],
  },
  { name: "borders", command: ["node", "tools/tasks/check-borders.ts"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
  { name: "format", command: ["oxfmt", "--check", "."] },
  { name: "type lists", command: ["node", "tools/tasks/write-type-lists.ts", "--check"] },
  { name: "doc references", command: ["node", "tools/tasks/check-doc-refs.ts"] },
  { name: "security ids", command: ["node", "tools/tasks/check-security-ids.ts"] },
  { name: "ASVS table", command: ["node", "tools/tasks/check-asvs.ts"] },
];

const waiting = process.argv.includes("--static")
  ? steps.filter(({ name }) => name !== "unit tests")
  : [...steps];
const failed: string[] = [];

async function takeSteps(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const started = performance.now();
    const { code, output } = await runCollecting(step.command, step.env);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (code !== 0) {
      failed.push(step.name);
      process.stdout.write(output);
    }
    console.log(`${code === 0 ? "ok    " : "FAILED"} ${step.name} (${seconds} s)`);
  }
}

// Two at a time: the tests wait for clocks and sockets while the others compute.
await Promise.all([takeSteps(), takeSteps()]);
if (failed.length > 0) {
  console.error(`Not in order: ${failed.join(", ")}.`);
  process.exit(1);
}
