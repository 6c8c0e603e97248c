import type { Loser } from "./answers.ts";
import { parseImage } from "./image.ts";
import { mismatchOf } from "./mismatch.ts";
import { pairMatcher } from "./pair-match.ts";
import { orderedEntries } from "./pattern-index.ts";
import type { PatternIndex } from "./pattern-index.ts";

/**
 * The patterns that don't match an image, in evaluation order, each with the first thing that
 * differs: `limit` of them after the first `offset`. Apart from `explain`, because there may be
 * thousands. Empty for text that is no reference.
 */
export function explainLosers(
  index: PatternIndex,
  text: string,
  { offset = 0, limit = 100 }: { readonly offset?: number; readonly limit?: number } = {},
): readonly Loser[] {
  const parsed = parseImage(text);
  if (!parsed.ok) return [];
  const losers: Loser[] = [];
  let skipped = 0;
  for (const entry of orderedEntries(index)) {
    if (losers.length >= limit) break;
    const reason = mismatchOf(entry, pairMatcher(entry), parsed.image);
    if (reason === null) continue;
    if (skipped++ < offset) continue;
    const hosts = entry.range === null ? {} : { hosts: entry.range.hosts };
    losers.push({ id: entry.id, pattern: entry.canonical, ...hosts, reason });
  }
  return losers;
}
