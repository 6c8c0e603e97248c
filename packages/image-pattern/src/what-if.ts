import type { Comparison, Found, Rejected } from "./answers.ts";
import { ComparisonTally } from "./compare.ts";
import type { CompareOptions } from "./compare.ts";
import { compileEntry } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { lookUp } from "./lookup.ts";
import { compareEntries, foundOf } from "./order.ts";
import { pairMatcher, pairMatches } from "./pair-match.ts";
import type { PairMatcher } from "./pair-match.ts";
import { listOf, stateOf } from "./pattern-index.ts";
import type { IndexChange, PatternIndex } from "./pattern-index.ts";
import { canonicalOfScan, scanImage } from "./scan-image.ts";

/** What an edit would do to the known images. Places are those in the list of images. */
export interface WhatIfEffect extends Comparison {
  /** Added entries that can't be read; they change nothing. */
  readonly rejected: readonly Rejected[];
  /** How many images the added patterns match, whether they win or not. */
  readonly covered: number;
  /** Whether an added pattern matches the image at this place. */
  covers(place: number): boolean;
  /** The winner for the image at this place after the edit. */
  winner(place: number): Found | null;
}

export interface WhatIf {
  /**
   * The effect of taking entries out (by id) and putting others in, without building an index:
   * only the edited patterns are compared with the images, so this can run on every keystroke.
   */
  withEdit(edit: IndexChange): WhatIfEffect;
}

/**
 * Prepares the known images for edits of one index: their winners are looked up once. Make a new
 * one when the index changes.
 */
export function createWhatIf(
  index: PatternIndex,
  images: readonly string[],
  options: CompareOptions = {},
): WhatIf {
  return new KnownImages(index, images, options);
}

/** An image's name and the pattern that serves it now. */
interface Known {
  readonly text: string;
  /** Empty for text that is no reference. */
  readonly canonical: string;
  readonly hostLength: number;
  readonly winner: Entry | null;
}

class KnownImages implements WhatIf {
  readonly #index: PatternIndex;
  readonly #options: CompareOptions;
  readonly #known: readonly Known[];
  /** The winners without the entries that were taken out last: usually the same on every keystroke. */
  #without: { readonly ids: readonly string[]; readonly winners: readonly (Entry | null)[] };

  constructor(index: PatternIndex, images: readonly string[], options: CompareOptions) {
    this.#index = index;
    this.#options = options;
    this.#known = images.map((text) => {
      const scan = scanImage(text);
      if (scan.failure !== null) return { text, canonical: "", hostLength: 0, winner: null };
      const winner = lookUp(stateOf(index), scan, null);
      return { text, canonical: canonicalOfScan(), hostLength: scan.hostLength, winner };
    });
    this.#without = { ids: [], winners: this.#known.map(({ winner }) => winner) };
  }

  withEdit(edit: IndexChange): WhatIfEffect {
    const added: { entry: Entry; matcher: PairMatcher }[] = [];
    const rejected: Rejected[] = [];
    for (const given of listOf(edit?.add)) {
      const compiled = compileEntry(given);
      if (!compiled.ok) rejected.push(compiled.rejected);
      else added.push({ entry: compiled.entry, matcher: pairMatcher(compiled.entry) });
    }
    const winners = [...this.#winnersWithout(listOf(edit?.remove))];
    const covered = new Uint8Array(this.#known.length);
    for (const { entry, matcher } of added) this.#compete(entry, matcher, winners, covered);

    const tally = new ComparisonTally(this.#options);
    for (const [place, known] of this.#known.entries()) {
      const after = winners[place] ?? null;
      if (after === known.winner) tally.countUnchanged();
      else tally.count(known.text, foundOrNull(known.winner), foundOrNull(after));
    }
    return {
      ...tally.done(),
      rejected,
      covered: covered.reduce((sum, flag) => sum + flag, 0),
      covers: (place) => covered[place] === 1,
      winner: (place) => foundOrNull(winners[place] ?? null),
    };
  }

  #compete(
    entry: Entry,
    matcher: PairMatcher,
    winners: (Entry | null)[],
    covered: Uint8Array,
  ): void {
    for (let place = 0; place < this.#known.length; place++) {
      const known = this.#known[place] as Known;
      if (known.canonical === "" || !pairMatches(matcher, known.canonical, known.hostLength)) {
        continue;
      }
      covered[place] = 1;
      const winner = winners[place] ?? null;
      if (winner === null || compareEntries(entry, winner) < 0) winners[place] = entry;
    }
  }

  #winnersWithout(ids: readonly string[]): readonly (Entry | null)[] {
    const known = this.#without;
    if (known.ids.length === ids.length && known.ids.every((id, i) => id === ids[i])) {
      return known.winners;
    }
    const removed = new Set(ids);
    const winners = this.#known.map(({ text, winner }) => {
      if (winner === null || !removed.has(winner.id)) return winner;
      const candidates: Entry[] = [];
      lookUp(stateOf(this.#index), scanImage(text), candidates);
      return candidates.find((entry) => !removed.has(entry.id)) ?? null;
    });
    this.#without = { ids: [...ids], winners };
    return winners;
  }
}

function foundOrNull(entry: Entry | null): Found | null {
  return entry === null ? null : foundOf(entry);
}
