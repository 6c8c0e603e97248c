import type { PatternEntry, Rejected } from "./answers.ts";
import { HASH_START, hashText } from "./hash.ts";
import { compileHostRule, ruleAllows } from "./host-rule.ts";
import type { CompiledRule, HostRule } from "./host-rule.ts";
import { parsePattern } from "./parse-pattern.ts";
import { pathGlob } from "./path-glob.ts";
import type { PathGlob } from "./path-glob.ts";
import type { Pattern } from "./pattern.ts";
import { readPattern } from "./read-pattern.ts";

/** 0: exactly one repository. 1: a path and everything below (a whole registry too). 2: other stars. */
export type EntryKind = 0 | 1 | 2;

/** A pattern as the index holds it, there also the node of a place that it has for itself. */
export interface Entry {
  /** Hash of the literal text that starts the canonical pattern. */
  readonly hash: number;
  readonly canonical: string;
  /**
   * Length of the literal text that starts the canonical pattern: without a final `/*`, with the
   * slash behind the host. The entry's place in the index.
   */
  readonly literalEnd: number;
  readonly kind: EntryKind;
  /** The registry's hosts, or null where any host will do. */
  readonly range: HostRange | null;
  readonly id: string;
  /** For kind 2. */
  readonly glob: PathGlob | null;
  readonly hostLength: number;
  /** Literal characters of a host with stars; -1 for a host without. */
  readonly hostLiterals: number;
  readonly pathLiterals: number;
}

export interface HostRange {
  /** As given. */
  readonly hosts: HostRule;
  /** For a host with stars: the hosts it ranges over. */
  readonly rule: CompiledRule | null;
  /** The registry's hosts exclude the pattern's own host, so it matches nothing. */
  readonly idle: boolean;
}

/** The entry, or why it is left out of the index. Never throws, whatever it is given. */
export function compileEntry(
  given: PatternEntry,
):
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly rejected: Rejected } {
  if (typeof given !== "object" || given === null || typeof given.id !== "string") {
    return rejectEntry(given);
  }
  const reading = readPattern(given.pattern);
  if (!reading.ok) return rejectPattern(given);
  const range = rangeOf(given.hosts, reading.pattern);
  if (range === undefined) return rejectRule(given);
  return { ok: true, entry: entryOf(given.id, reading.pattern, range) };
}

/** How many characters of the path count before its first star. */
export function literalsBeforeStar(entry: Entry): number {
  return entry.literalEnd - entry.hostLength - 1;
}

/** `undefined` for a rule that is none. */
function rangeOf(hosts: HostRule | undefined, pattern: Pattern): HostRange | null | undefined {
  if (hosts === undefined) return null;
  let range = ranges.get(hosts);
  if (range === undefined) {
    const rule = compileHostRule(hosts);
    if (rule === null) return undefined;
    range = {
      starred: { hosts, rule, idle: false },
      plain: { hosts, rule: null, idle: false },
      idle: { hosts, rule: null, idle: true },
    };
    ranges.set(hosts, range);
  }
  if (pattern.hostHasStar) return range.starred;
  return ruleAllows(range.starred.rule, pattern.host) ? range.plain : range.idle;
}

/** One set of ranges for all entries of a registry, which share its rule. */
const ranges = new WeakMap<
  HostRule,
  {
    readonly starred: HostRange & { readonly rule: CompiledRule };
    readonly plain: HostRange;
    readonly idle: HostRange;
  }
>();

function entryOf(id: string, pattern: Pattern, range: HostRange | null): Entry {
  const { scope, host, canonical } = pattern;
  const literalEnd = host.length + 1 + pattern.literalsBeforeStar;
  return {
    hash: hashText(canonical, 0, literalEnd, HASH_START),
    canonical,
    literalEnd,
    kind: scope === "repository" ? 0 : scope === "stars" ? 2 : 1,
    range,
    id,
    glob: scope === "stars" ? pathGlob(pattern.path) : null,
    hostLength: host.length,
    hostLiterals: pattern.hostHasStar ? pattern.hostLiterals : -1,
    pathLiterals: pattern.pathLiterals,
  };
}

function rejectEntry(given: unknown): { ok: false; rejected: Rejected } {
  const id = fieldText(given, "id");
  const pattern = fieldText(given, "pattern");
  const message = "An entry has an id and a pattern, both texts.";
  return { ok: false, rejected: { id, pattern, code: "entry", message } };
}

function rejectPattern(given: PatternEntry): { ok: false; rejected: Rejected } {
  const result = parsePattern(given.pattern);
  const failure = result.ok ? { code: "entry" as const, message: "" } : result;
  const { code, message } = failure;
  const at = "at" in failure ? { at: failure.at } : {};
  return {
    ok: false,
    rejected: { id: given.id, pattern: fieldText(given, "pattern"), code, message, ...at },
  };
}

function rejectRule(given: PatternEntry): { ok: false; rejected: Rejected } {
  const message = "The registry's hosts are neither a list of hosts nor one host with a star.";
  return {
    ok: false,
    rejected: { id: given.id, pattern: given.pattern, code: "host-rule", message },
  };
}

function fieldText(given: unknown, field: "id" | "pattern"): string {
  const value = (given as Partial<Record<string, unknown>> | null | undefined)?.[field];
  return typeof value === "string" ? value : "";
}
