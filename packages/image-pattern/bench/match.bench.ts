import { slowestHostilePair } from "./hostile.ts";
import { cpuVariation, median, ratios } from "./measure.ts";
import { measureSize } from "./size.ts";
import type { SizeResult } from "./size.ts";
import { measureTester } from "./tester.ts";

/** One figure: `pass` says whether it keeps to its limit; without a limit it is only reported. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: number;
  readonly pass: boolean;
}

// One `Map.get` of a fresh string on the machine on which the goals were set. Goals that are given
// in microseconds are gated as multiples of it: a ratio of one run, wherever that runs.
const REFERENCE_FLOOR_NS = { small: 151, large: 207 } as const;
const SIZES = [1_000, 10_000, 100_000] as const;

/** Runs the whole benchmark, prints its table and returns its figures. Takes about half a minute. */
export function run(): Promise<Figure[]> {
  const [small, middle, large] = SIZES.map((size) => measureSize(size)) as [
    SizeResult,
    SizeResult,
    SizeResult,
  ];
  const hostile = slowestHostilePair();
  const tester = measureTester();
  printTable([small, middle, large]);
  const growth = median(ratios(large.findNs, small.findNs));
  const peers = middle.picomatch / middle.find;
  const wrong = small.disagreements + middle.disagreements;
  return Promise.resolve([
    atMost("find, 1,000 patterns", small.find, 8),
    atMost("find, 100,000 patterns", large.find, 12),
    atMost("find, 100,000 against 1,000 patterns", growth, 2.5, "times"),
    atLeast("linear picomatch against find, 10,000 patterns", peers, 1_000, "times"),
    atMost("linear RegExp disagrees", wrong, 0, "references"),
    atMost("build a pattern, 100,000", large.buildNs / large.floorNs, goal(5, "large")),
    atMost("bytes a pattern, 100,000", large.bytes, 500, "bytes"),
    atMost("add or remove one, 100,000", large.changeNs / large.floorNs, goal(20, "large")),
    atMost("slowest hostile pair", hostile.ns / small.floorNs, goal(200, "small")),
    atMost("a key in the tester, p95", tester / small.floorNs, goal(2_000, "small")),
    reported("one Map.get, 1,000 patterns", small.floorNs, "ns"),
    reported("one Map.get, 100,000 patterns", large.floorNs, "ns"),
    reported("build a pattern, 100,000", large.buildNs / 1e3, "µs"),
    reported("add or remove one, 100,000", large.changeNs / 1e3, "µs"),
    reported(`slowest of ${hostile.pairs} hostile pairs`, hostile.ns / 1e3, "µs"),
    reported("a key in the tester, p95", tester / 1e3, "µs"),
    reported("fixed CPU unit, variation (above 5: measure again)", cpuVariation(), "%"),
  ]);
}

/** A goal in microseconds as a multiple of one `Map.get`, rounded. */
function goal(microseconds: number, floor: keyof typeof REFERENCE_FLOOR_NS): number {
  return Math.round((microseconds * 1e3) / REFERENCE_FLOOR_NS[floor]);
}

function printTable(sizes: readonly SizeResult[]): void {
  const row = (label: string, cell: (size: SizeResult) => number): void => {
    const cells = sizes.map((size) => {
      const value = cell(size);
      return (
        Number.isNaN(value)
          ? "–"
          : value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 })
      ).padStart(12);
    });
    console.log(label.padEnd(44) + cells.join(""));
  };
  console.log("\nratios to one Map.get of a fresh string, medians of interleaved rounds\n");
  row("patterns", ({ size }) => size);
  row("Map.get, ns", ({ floorNs }) => floorNs);
  row("find, from the written reference", ({ find }) => find);
  row("router as index (canonical name)", ({ router: ratio }) => ratio);
  row("linear RegExp (canonical name)", ({ regExp }) => regExp);
  row("linear picomatch (canonical name)", ({ picomatch }) => picomatch);
  row("build, a pattern", ({ buildNs, floorNs }) => buildNs / floorNs);
  row("add or remove one pattern", ({ changeNs, floorNs }) => changeNs / floorNs);
  row("bytes a pattern", ({ bytes }) => bytes);
  row("patterns the router can't hold", ({ routerLeft }) => routerLeft);
}

function atMost(name: string, value: number, limit: number, unit = "Map.get"): Figure {
  return { name, value, unit, limit, pass: value <= limit };
}

function atLeast(name: string, value: number, limit: number, unit: string): Figure {
  return { name, value, unit, limit, pass: value >= limit };
}

function reported(name: string, value: number, unit: string): Figure {
  return { name, value, unit, pass: true };
}

if (process.argv[1] === import.meta.filename) {
  const figures = await run();
  console.log();
  for (const { name, value, unit, limit, pass } of figures) {
    const verdict = limit === undefined ? "    " : pass ? "PASS" : "FAIL";
    const against = limit === undefined ? "" : ` (limit ${limit})`;
    console.log(`${verdict}  ${name}: ${Number(value.toPrecision(4))} ${unit}${against}`);
  }
  process.exitCode = figures.every(({ pass }) => pass) ? 0 : 1;
}
