import type { PatternEntryView } from "@berth/api-contract";
import { describePattern, type PatternEntry, parsePattern } from "@berth/image-pattern";
import type { PatternCheck, PatternOwner } from "@berth/registry-catalog";
import type { OrganizationPatterns } from "./organization-patterns.ts";
import type { TestedRegistry } from "./tested-registry.ts";

/** Why a pattern can't be saved as it stands. */
export interface RowProblem {
  readonly code: string;
  readonly message: string;
  /** Place in the text of the first thing that is wrong. */
  readonly at: number | null;
  /** A pattern to write instead. */
  readonly fix: string | null;
}

/** One pattern as it is typed. */
export interface PatternRow {
  readonly text: string;
  /** Null where there is none yet, or none that can be read. */
  readonly canonical: string | null;
  /** What it covers, in words. */
  readonly words: string | null;
  /** What was implied, changed or dropped, each in a sentence. */
  readonly notes: readonly string[];
  readonly problem: RowProblem | null;
}

/** The catalog's whole check, once its code is there. */
export type CheckPattern = (owner: PatternOwner, text: string) => PatternCheck;

/** The most texts that are remembered; every keystroke leaves one behind. */
const rememberedMax = 2000;

/**
 * Reads rows for one registry. A text that was read before gives the same row again: of a hundred rows, a keystroke
 * reads one.
 */
export function createRowReader(
  owner: PatternOwner | null,
  check: CheckPattern | null,
): (texts: readonly string[]) => PatternRow[] {
  const known = new Map<string, PatternRow>();
  const readOnce = (text: string) => {
    const row = known.get(text) ?? readRow(text, owner, check);
    if (known.size > rememberedMax) known.clear();
    known.set(text, row);
    return row;
  };
  return (texts) => markTwice(texts.map(readOnce));
}

function markTwice(rows: readonly PatternRow[]): PatternRow[] {
  const seen = new Map<string, number>();
  return rows.map((row, place) => {
    if (row.canonical === null) return row;
    const first = seen.get(row.canonical);
    if (first !== undefined) {
      const message = `This is the same pattern as number ${first + 1} in this list (\`${row.canonical}\`).`;
      return { ...row, problem: { code: "twice", message, at: null, fix: null } };
    }
    seen.set(row.canonical, place);
    return row;
  });
}

function readRow(text: string, owner: PatternOwner | null, check: CheckPattern | null): PatternRow {
  if (text.trim() === "") {
    return { text, canonical: null, words: null, notes: [], problem: null };
  }
  const read = owner && check ? check(owner, text) : parsePattern(text);
  if (!read.ok) {
    const { code, message, at = null, fixes = [] } = read;
    const problem = { code, message, at, fix: fixes[0] ?? null };
    return { text, canonical: null, words: null, notes: [], problem };
  }
  const { pattern } = read;
  return {
    text,
    canonical: pattern.canonical,
    words: describePattern(pattern),
    notes: pattern.notes.map(({ message }) => message),
    problem: null,
  };
}

/** A pattern that another registry holds already can't be saved here. */
export function markTaken(
  rows: readonly PatternRow[],
  registryId: string | null,
  { byPattern }: Pick<OrganizationPatterns, "byPattern">,
): PatternRow[] {
  return rows.map((row) => {
    const holder = row.canonical === null ? undefined : byPattern.get(row.canonical);
    if (!holder || holder.registryId === registryId || row.problem) return row;
    const message = `'${holder.registryName}' already has this pattern.`;
    return { ...row, problem: { code: "identical", message, at: null, fix: null } };
  });
}

/** What the rows change about the organization's index: patterns that stay are not touched. */
export interface PatternEdit {
  readonly remove: readonly string[];
  readonly add: readonly PatternEntry[];
}

const draftPrefix = "draft-";

/** `saved` are the registry's own entries as the server has them, by pattern; those on other hosts are left out. */
export function editOf(
  rows: readonly PatternRow[],
  { hostRule }: Pick<TestedRegistry, "hostRule">,
  saved: SavedEntries,
): PatternEdit {
  const hosts = hostRule === null ? {} : { hosts: hostRule };
  const kept = new Set<string>();
  const add: PatternEntry[] = [];
  for (const [place, { canonical, problem }] of rows.entries()) {
    if (canonical === null || problem !== null) continue;
    const same = saved.byPattern.get(canonical);
    if (same) kept.add(same.id);
    else add.push({ id: `${draftPrefix}${place}`, pattern: canonical, ...hosts });
  }
  return { remove: saved.ids.filter((id) => !kept.has(id)), add };
}

export interface SavedEntries {
  readonly ids: readonly string[];
  /** Those whose hosts are still the registry's. */
  readonly byPattern: ReadonlyMap<string, PatternEntryView>;
}

export function savedEntries(
  entries: readonly PatternEntryView[],
  { hostRule }: Pick<TestedRegistry, "hostRule">,
): SavedEntries {
  const rule = JSON.stringify(hostRule);
  const same = entries.filter(({ hosts }) => JSON.stringify(hosts) === rule);
  return {
    ids: entries.map(({ id }) => id),
    byPattern: new Map(same.map((entry) => [entry.pattern, entry])),
  };
}

/** The row that an entry stands for; null for a saved entry. Ids of the server never look like this. */
export function draftPlace(entryId: string): number | null {
  return entryId.startsWith(draftPrefix) ? Number(entryId.slice(draftPrefix.length)) : null;
}
