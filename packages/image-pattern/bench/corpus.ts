/** Patterns and image references as an organization might have them; equal arguments, equal corpus. */
export interface Corpus {
  readonly patterns: readonly string[];
  readonly images: readonly string[];
}

/**
 * `count` different patterns: 45 % whole hosts or first path components, 30 % path prefixes, 12 %
 * exact repositories, 5 % hosts with a leading star, 8 % inner, single-component and partial stars.
 * `imageCount` references with tags, three in five made to fit one of the patterns.
 */
export function corpus(count: number, imageCount = 10_000, seed = 7): Corpus {
  const random = mulberry32(seed);
  const hosts = Array.from({ length: Math.max(4, Math.ceil(count * 0.28)) }, (_, i) =>
    makeHost(random, i),
  );
  const patterns = new Set<string>();
  while (patterns.size < count) patterns.add(makePattern(random, hosts, patterns.size));
  const list = [...patterns];
  const images = Array.from({ length: imageCount }, () =>
    random() < 0.57 ? fitting(random, pick(random, list)) : stranger(random, hosts),
  );
  // As they come off the wire: flat texts, not the joined pieces that a generator leaves behind.
  return JSON.parse(JSON.stringify({ patterns: list, images })) as Corpus;
}

type Random = () => number;

function makeHost(random: Random, i: number): string {
  const name = `${pick(random, WORDS)}${i.toString(36)}`;
  const account = String(100_000_000_000 + ((i * 7_919_191) % 899_999_999_999));
  switch (Math.floor(random() * 6)) {
    case 0:
      return `${account}.dkr.ecr.${pick(random, REGIONS)}.amazonaws.com`;
    case 1:
      return `${name}.azurecr.io`;
    case 2:
      return `${name}.jfrog.io`;
    case 3:
      return `registry.${name}.example.com`;
    case 4:
      return `${name}.example.org:5000`;
    default:
      return `${pick(random, REGIONS)}-docker.${name}.example.net`;
  }
}

function makePattern(random: Random, hosts: readonly string[], i: number): string {
  const host = pick(random, hosts);
  const kind = random();
  if (kind < 0.2) return `${host}/*`;
  if (kind < 0.45) return `${host}/${word(random, i)}/*`;
  if (kind < 0.75) return `${host}/${path(random, i)}/*`;
  if (kind < 0.87) return `${host}/${path(random, i)}`;
  if (kind < 0.92) return `*.${word(random, i)}.${pick(random, WORDS)}.example.com/*`;
  const star = random();
  if (star < 0.33) return `${host}/${word(random, i)}/*/${pick(random, WORDS)}`;
  if (star < 0.66) return `${host}/*/${word(random, i)}`;
  return `${host}/${pick(random, WORDS)}/${pick(random, WORDS)}-*`;
}

/** A reference in which every star of a pattern stands for something. */
function fitting(random: Random, pattern: string): string {
  const below = pattern.endsWith("/*") && random() < 0.6 ? `/${path(random, 1)}` : "";
  const base = pattern.endsWith("/*") ? pattern.slice(0, -2) : pattern;
  const named = base.includes("/") ? base : `${base}/${pick(random, WORDS)}`;
  const filled = named.replaceAll("*", () => pick(random, WORDS));
  return `${filled}${below}:v${Math.floor(random() * 40)}`;
}

function stranger(random: Random, hosts: readonly string[]): string {
  const tag = `:${Math.floor(random() * 9)}.${Math.floor(random() * 40)}`;
  const kind = random();
  if (kind < 0.25) return `${pick(random, WORDS)}/${pick(random, WORDS)}${tag}`;
  if (kind < 0.65) return `${makeHost(random, 900_000_000)}/${path(random, 2)}${tag}`;
  return `${pick(random, hosts)}/other/${path(random, 3)}${tag}`;
}

function path(random: Random, i: number): string {
  const depth = random() < 0.6 ? 1 : 2;
  return `${pick(random, WORDS)}/${word(random, i)}${depth === 2 ? `/${pick(random, WORDS)}` : ""}`;
}

function word(random: Random, i: number): string {
  return `${pick(random, WORDS)}-${(i % 997).toString(36)}`;
}

function pick(random: Random, items: readonly string[]): string {
  return items[Math.floor(random() * items.length)] ?? "";
}

function mulberry32(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const REGIONS = [
  "eu-west-1",
  "eu-north-1",
  "us-east-1",
  "us-west-2",
  "ap-southeast-2",
  "sa-east-1",
];
const WORDS = [
  "acme",
  "alpha",
  "api",
  "app",
  "base",
  "beta",
  "build",
  "cache",
  "core",
  "data",
  "edge",
  "etl",
  "forge",
  "gate",
  "gpu",
  "infra",
  "jobs",
  "lab",
  "mesh",
  "ml",
  "model",
  "ops",
  "pilot",
  "prod",
  "proxy",
  "serve",
  "spark",
  "stage",
  "store",
  "team",
  "torch",
  "train",
  "vision",
  "web",
  "work",
  "yard",
];
