import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../bench/row.ts";
import { root } from "./run.ts";

const benches = [
  "packages/image-pattern/bench/match.bench.ts",
  "apps/bff/bench/broker.bench.ts",
  "apps/bff/bench/re-check.bench.ts",
  "apps/worker/bench/worker.bench.ts",
  "e2e/bench/tester.bench.ts",
];
/** Minutes of a page auditor: only on demand, as `npm run bench:web`. */
const webBenches = ["e2e/bench/web.bench.ts"];

const web = process.argv.includes("--web");
const wanted = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
let failed = 0;
for (const file of (web ? webBenches : benches).filter(
  (one) => wanted === undefined || one.includes(wanted),
)) {
  if (!existsSync(join(root, file))) throw new Error(`${file} is missing`);
  console.log(`\n${file}`);
  const { run } = (await import(join(root, file))) as { run: () => Promise<Row[]> };
  const rows = await run();
  for (const { name, value, unit, limit, pass } of rows) {
    const gate = limit === undefined ? "      " : pass ? "PASS  " : "FAIL  ";
    const against = limit === undefined ? "" : ` (limit ${limit})`;
    console.log(`${gate}${name}: ${Number(value.toPrecision(4))} ${unit}${against}`);
    if (!pass) failed += 1;
  }
  if (rows.length === 0) throw new Error(`${file} measured nothing`);
}
if (failed > 0) {
  console.error(`${failed} gates failed.`);
  process.exit(1);
}
