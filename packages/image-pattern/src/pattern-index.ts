import type { Found, PatternEntry, Rejected } from "./answers.ts";
import { IndexEdit } from "./index-edit.ts";
import { emptyState } from "./index-state.ts";
import type { IndexState } from "./index-state.ts";
import { lookUp } from "./lookup.ts";
import { foundOf } from "./order.ts";
import { scanImage } from "./scan-image.ts";

/** The patterns of an organization, ready to be asked. Never changes. */
export interface PatternIndex {
  /** How many entries take part; rejected ones don't. */
  readonly size: number;
  /** Entries that could not be read. They match nothing. */
  readonly rejected: readonly Rejected[];
  /** The pattern that serves an image, from the reference as written; null when none does. */
  find(text: string): Found | null;
  /** A new index with some entries removed (by id) and then others added. */
  update(change: {
    readonly add?: readonly PatternEntry[];
    readonly remove?: readonly string[];
  }): PatternIndex;
}

export function createPatternIndex(entries: readonly PatternEntry[]): PatternIndex {
  const edit = new IndexEdit(emptyState(entries.length));
  for (const entry of entries) edit.add(entry);
  return new Index(edit.done());
}

class Index implements PatternIndex {
  readonly #state: IndexState;

  constructor(state: IndexState) {
    this.#state = state;
  }

  get size(): number {
    return this.#state.size;
  }

  get rejected(): readonly Rejected[] {
    return this.#state.rejected;
  }

  find(text: string): Found | null {
    const scan = scanImage(text);
    if (scan.failure !== null) return null;
    const entry = lookUp(this.#state, scan, null);
    return entry === null ? null : foundOf(entry);
  }

  update(change: {
    readonly add?: readonly PatternEntry[];
    readonly remove?: readonly string[];
  }): PatternIndex {
    const edit = new IndexEdit(this.#state);
    for (const id of change.remove ?? []) edit.remove(id);
    for (const entry of change.add ?? []) edit.add(entry);
    return new Index(edit.done());
  }
}
