import type { Issue } from "@berth/api-contract";
import type { HostRule } from "@berth/image-pattern";
import { checkPatternFor, type RegistryType } from "@berth/registry-catalog";
import { newId } from "../../ids.ts";
import type { RegistryPattern } from "../../store/rows.ts";
import { validationFailed } from "../errors.ts";

export type PatternProblem = {
  index: number;
  code: string;
  message: string;
  at: number | null;
  fix: string | null;
};

/**
 * Reads the patterns of one registry. `patterns` are those that can be used, in the order given;
 * everything else, doubles within the list included, is a problem with its place.
 */
export function readPatterns(
  owner: { type: RegistryType; hostRule: HostRule | null },
  texts: readonly string[],
): { patterns: RegistryPattern[]; problems: PatternProblem[] } {
  const patterns: RegistryPattern[] = [];
  const problems: PatternProblem[] = [];
  const seen = new Map<string, number>();
  for (const [index, text] of texts.entries()) {
    const result = checkPatternFor(owner, text);
    if (!result.ok) {
      const { code, message, at, fixes } = result;
      problems.push({ index, code, message, at: at ?? null, fix: fixes[0] ?? null });
      continue;
    }
    const { canonical } = result.pattern;
    const first = seen.get(canonical);
    if (first !== undefined) {
      const message = `This is the same pattern as number ${first + 1} in this list (\`${canonical}\`).`;
      problems.push({ index, code: "twice", message, at: null, fix: null });
      continue;
    }
    seen.set(canonical, index);
    patterns.push({ id: newId("pat"), text: text.trim(), canonical });
  }
  return { patterns, problems };
}

/** The same for a save, which any problem stops. */
export function requirePatterns(
  owner: { type: RegistryType; hostRule: HostRule },
  texts: readonly string[],
): RegistryPattern[] {
  const { patterns, problems } = readPatterns(owner, texts);
  if (problems.length > 0) throw validationFailed(problems.map(toIssue));
  return patterns;
}

function toIssue({ index, code, message, at, fix }: PatternProblem): Issue {
  return {
    path: `patterns.${index}`,
    code,
    message,
    ...(at === null ? {} : { at }),
    ...(fix === null ? {} : { fix }),
  };
}
