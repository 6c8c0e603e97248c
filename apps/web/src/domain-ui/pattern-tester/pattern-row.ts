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

export function readPatternRows(
  texts: readonly string[],
  owner: PatternOwner | null,
  check: CheckPattern | null,
): PatternRow[] {
  const seen = new Map<string, number>();
  return texts.map((text, place) => {
    const row = readRow(text, owner, check);
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

/** `saved` are the registry's own entries as the server has them. */
export function editOf(
  rows: readonly PatternRow[],
  { hostRule }: Pick<TestedRegistry, "hostRule">,
  saved: readonly PatternEntryView[],
): PatternEdit {
  const rule = JSON.stringify(hostRule);
  const hosts = hostRule === null ? {} : { hosts: hostRule };
  const old = new Map(saved.map((entry) => [entry.pattern, entry]));
  const kept = new Set<string>();
  const add: PatternEntry[] = [];
  for (const [place, { canonical, problem }] of rows.entries()) {
    if (canonical === null || problem !== null) continue;
    const same = old.get(canonical);
    if (same && JSON.stringify(same.hosts) === rule) kept.add(same.id);
    else add.push({ id: `${draftPrefix}${place}`, pattern: canonical, ...hosts });
  }
  return { remove: saved.filter(({ id }) => !kept.has(id)).map(({ id }) => id), add };
}

/** The row that an entry stands for; null for a saved entry. Ids of the server never look like this. */
export function draftPlace(entryId: string): number | null {
  return entryId.startsWith(draftPrefix) ? Number(entryId.slice(draftPrefix.length)) : null;
}
