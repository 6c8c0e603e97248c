import type { Candidate, Explanation, Loser } from "./answers.ts";
import type { Entry } from "./entry.ts";
import { imageOf } from "./image.ts";
import type { ImageReference } from "./image.ts";
import { describeImageFailure } from "./image-errors.ts";
import type { IndexState } from "./index-state.ts";
import { lookUp } from "./lookup.ts";
import { nearestOf } from "./nearest.ts";
import type { Nearest } from "./nearest.ts";
import { orderReason } from "./order.ts";
import { scanImage } from "./scan-image.ts";
import { spansOf } from "./spans.ts";
import { imageHint } from "./text-hints.ts";

/** The full answer for one image: how it was read, what matches in which order, and why. */
export function explainImage(state: IndexState, text: string): Explanation {
  const scan = scanImage(text);
  if (scan.failure !== null) {
    const failure = describeImageFailure(text, scan.failure, scan.failedAt);
    return { ...failure, hint: imageHint(failure) };
  }
  const entries: Entry[] = [];
  lookUp(state, scan, entries);
  const image = imageOf(scan);
  const candidates = entries.map((entry, i) => candidateOf(entry, entries, i, image));
  const [winner = null] = candidates;
  const nearest = winner === null ? nearestOf(state, image) : null;
  return {
    ok: true,
    image,
    winner,
    candidates,
    sentence: verdict(candidates, state.size),
    nearest: nearest === null ? null : loserOf(nearest),
    hint: nearest?.hint ?? null,
    patterns: state.size,
  };
}

function candidateOf(
  entry: Entry,
  entries: readonly Entry[],
  at: number,
  image: ImageReference,
): Candidate {
  const next = entries[at + 1];
  const winner = entries[0];
  return {
    id: entry.id,
    pattern: entry.canonical,
    ...(entry.range === null ? {} : { hosts: entry.range.hosts }),
    spans: spansOf(entry, image.canonical, image.host.length),
    beatsNext: next === undefined ? null : orderReason(entry, next),
    lost: winner === undefined || at === 0 ? null : orderReason(winner, entry),
  };
}

function loserOf({ entry, near }: Nearest): Loser | null {
  if (entry === null || near === null) return null;
  return {
    id: entry.id,
    pattern: entry.canonical,
    ...(entry.range === null ? {} : { hosts: entry.range.hosts }),
    reason: near.mismatch,
  };
}

function verdict(candidates: readonly Candidate[], patterns: number): string {
  const [winner] = candidates;
  if (winner === undefined) {
    if (patterns === 0) return "There are no patterns; the pull is anonymous.";
    return patterns === 1
      ? "The only pattern doesn't match; the pull is anonymous."
      : `None of ${patterns} patterns matches; the pull is anonymous.`;
  }
  if (winner.beatsNext === null) return `\`${winner.pattern}\` is the only pattern that matches.`;
  return `\`${winner.pattern}\` is the most specific of ${candidates.length} patterns that match. ${winner.beatsNext.message}`;
}
