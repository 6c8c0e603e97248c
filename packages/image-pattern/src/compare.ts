import type { Change, Comparison, Found } from "./answers.ts";
import type { PatternIndex } from "./pattern-index.ts";

export interface CompareOptions {
  /** What an entry id stands for, where several entries belong to one registry. By default itself. */
  readonly registryOf?: ((id: string) => string) | undefined;
}

/**
 * The effect of a change of patterns on known images: which gain, lose or switch their registry.
 * Texts that are no references count as unchanged.
 */
export function compareIndexes(
  before: PatternIndex,
  after: PatternIndex,
  images: readonly string[],
  options: CompareOptions = {},
): Comparison {
  const tally = new ComparisonTally(options);
  for (const image of images) tally.count(image, before.find(image), after.find(image));
  return tally.done();
}

/** Sorts images by what happens to them. */
export class ComparisonTally {
  readonly #registryOf: (id: string) => string;
  readonly #gains: Change[] = [];
  readonly #losses: Change[] = [];
  readonly #switches: Change[] = [];
  #unchanged = 0;

  constructor({ registryOf }: CompareOptions) {
    this.#registryOf = registryOf ?? ((id) => id);
  }

  countUnchanged(): void {
    this.#unchanged++;
  }

  count(image: string, before: Found | null, after: Found | null): void {
    if (before === null) {
      if (after === null) this.#unchanged++;
      else this.#gains.push({ image, before, after });
    } else if (after === null) {
      this.#losses.push({ image, before, after });
    } else if (
      before.id === after.id ||
      this.#registryOf(before.id) === this.#registryOf(after.id)
    ) {
      this.#unchanged++;
    } else {
      this.#switches.push({ image, before, after });
    }
  }

  done(): Comparison {
    return {
      gains: this.#gains,
      losses: this.#losses,
      switches: this.#switches,
      unchanged: this.#unchanged,
    };
  }
}
