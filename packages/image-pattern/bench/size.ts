import { createPatternIndex } from "../src/index.ts";
import type { PatternEntry, PatternIndex } from "../src/index.ts";
import { corpus } from "./corpus.ts";
import { cpuNanoseconds, interleaved, keep, median, ratios } from "./measure.ts";
import type { Timed } from "./measure.ts";
import { canonicalNames, linearPicomatch, linearRegExp, mapFloor, router } from "./peers.ts";

const ROUNDS = 9;

/** What one number of patterns costs. */
export interface SizeResult {
  readonly size: number;
  readonly floorNs: number;
  readonly findNs: readonly number[];
  /** Multiples of the floor; NaN where a peer was left out. */
  readonly find: number;
  readonly picomatch: number;
  readonly regExp: number;
  readonly router: number;
  readonly routerLeft: number;
  readonly disagreements: number;
  readonly buildNs: number;
  readonly changeNs: number;
  readonly bytes: number;
}

export function measureSize(size: number): SizeResult {
  const { patterns, images } = corpus(size);
  const entries = patterns.map((pattern, i) => ({ id: `id${i}`, pattern }));
  const { index, bytes } = heapOf(entries);
  const names = canonicalNames(images);
  const ends = images.map((image) => image.lastIndexOf(":"));
  const floor = mapFloor(patterns);
  const ordered = index.entries();
  // Linear peers cost milliseconds a lookup: a sample is enough, and above 10,000 they are left out.
  const sample = names.slice(0, Math.ceil(400_000 / size));
  const isLinear = size <= 10_000;
  const routed = isLinear ? router(ordered) : null;
  const regExp = isLinear ? linearRegExp(ordered) : null;
  const timed: Timed[] = [
    each("Map.get", images, (image, i) => floor(image, ends[i] ?? 0)),
    each("find", images, (image) => index.find(image)),
  ];
  if (regExp !== null) timed.push(each("regexp", sample, regExp));
  if (isLinear) timed.push(each("picomatch", sample, linearPicomatch(ordered)));
  if (routed !== null) timed.push(each("router", names, routed.lookup));
  const times = interleaved(timed, ROUNDS);
  const ratioOf = (name: string): number => {
    const at = timed.findIndex((candidate) => candidate.name === name);
    return at < 0 ? Number.NaN : median(ratios(times[at] ?? [], times[0] ?? []));
  };
  return {
    size,
    floorNs: median(times[0] ?? []),
    findNs: times[1] ?? [],
    find: ratioOf("find"),
    picomatch: ratioOf("picomatch"),
    regExp: ratioOf("regexp"),
    router: ratioOf("router"),
    routerLeft: routed?.left ?? Number.NaN,
    disagreements: regExp === null ? 0 : disagreements(index, regExp, images),
    buildNs: buildTime(entries),
    changeNs: changeTime(index, entries),
    bytes,
  };
}

const PIECE = 500;

function each(
  name: string,
  texts: readonly string[],
  lookup: (text: string, i: number) => unknown,
): Timed {
  const starts = Array.from({ length: Math.ceil(texts.length / PIECE) }, (_, k) => k * PIECE);
  const pieces = starts.map((start) => () => {
    const end = Math.min(start + PIECE, texts.length);
    let hits = 0;
    for (let i = start; i < end; i++) if (lookup(texts[i] ?? "", i) !== null) hits++;
    return hits;
  });
  return { name, count: texts.length, pieces };
}

/** An index and what it adds to the heap beyond its entries. */
function heapOf(entries: readonly PatternEntry[]): { index: PatternIndex; bytes: number } {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error("run with --expose-gc");
  keep(createPatternIndex(entries));
  keep(null);
  collect();
  const before = process.memoryUsage().heapUsed;
  const index = createPatternIndex(entries);
  collect();
  return { index, bytes: (process.memoryUsage().heapUsed - before) / entries.length };
}

function disagreements(
  index: PatternIndex,
  linear: (name: string) => unknown,
  images: readonly string[],
): number {
  return images.slice(0, 500).filter((image) => {
    const [name = ""] = canonicalNames([image]);
    return (index.find(image)?.pattern ?? null) !== linear(name);
  }).length;
}

function buildTime(entries: readonly PatternEntry[]): number {
  const times = Array.from({ length: ROUNDS }, () => {
    globalThis.gc?.();
    return cpuNanoseconds(() => createPatternIndex(entries)) / entries.length;
  });
  return median(times);
}

const CHAINS = 10;

/** One pattern added or removed at a time, 1,000 times, each change on the index of the one before. */
function changeTime(index: PatternIndex, entries: readonly PatternEntry[]): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    globalThis.gc?.();
    return cpuNanoseconds(() => {
      for (let chain = 0; chain < CHAINS; chain++) keep(changed(index, entries, round));
    });
  });
  return median(times) / CHAINS / 1_000;
}

function changed(
  index: PatternIndex,
  entries: readonly PatternEntry[],
  round: number,
): PatternIndex {
  let current = index;
  for (let i = 0; i < 500; i++) {
    const add = [{ id: `new${i}`, pattern: `new${i % 50}.example.com/team${i}/*` }];
    const remove = [entries[(i * 37 + round) % entries.length]?.id ?? ""];
    current = current.update({ add }).update({ remove });
  }
  return current;
}
