import type { RegistryView } from "@berth/api-contract";
import { useMemo, useState } from "react";

interface Draft {
  /** What stood in the store when the editing began, and its version. */
  readonly base: { readonly version: number; readonly texts: readonly string[] };
  readonly texts: readonly string[];
}

/** One pattern in the place of another, or one more. */
export interface Suggestion {
  readonly from: string | null;
  readonly to: string | null;
}

export interface PatternDraft {
  /** As typed; blank ones are ignored. */
  readonly texts: readonly string[];
  readonly setTexts: (texts: readonly string[]) => void;
  /** The version that this draft changes. */
  readonly version: number;
  readonly dirty: boolean;
  /** What somebody else has saved meanwhile; null while nobody has. */
  readonly theirs: readonly string[] | null;
  /** Goes on with what is typed, over what somebody else saved. */
  readonly keepMine: () => void;
  /** Gives up what is typed. */
  readonly discard: () => void;
}

/**
 * The patterns as they are being edited. A registry that changes underneath replaces a draft nobody has touched; one
 * with changes of its own stays, and says so where the two differ.
 */
export function usePatternDraft(
  registry: Pick<RegistryView, "version" | "patterns">,
  suggestion: Suggestion,
): PatternDraft {
  const saved = useMemo(() => registry.patterns.map(({ text }) => text), [registry.patterns]);
  const base = { version: registry.version, texts: saved };
  const [draft, setDraft] = useState<Draft>(() => ({
    base,
    texts: withSuggestion(saved, suggestion),
  }));

  const dirty = !sameTexts(draft.texts, draft.base.texts);
  const moved = draft.base.version !== registry.version;
  const settled = !dirty || (moved && sameTexts(saved, draft.texts));
  const conflict = moved && !settled && !sameTexts(saved, draft.base.texts);
  if (moved && !conflict) setDraft({ base, texts: settled ? saved : draft.texts });

  return {
    texts: draft.texts,
    setTexts: (texts) => setDraft((now) => ({ ...now, texts })),
    version: draft.base.version,
    dirty,
    theirs: conflict ? saved : null,
    keepMine: () => setDraft((now) => ({ ...now, base })),
    discard: () => setDraft({ base, texts: saved }),
  };
}

export function writtenTexts(texts: readonly string[]): string[] {
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  // Asked at every key about a hundred texts, of which all but one are the same.
  if (one === other || (one.length === other.length && one.every((text, at) => text === other[at])))
    return true;
  const [ones, others] = [writtenTexts(one), writtenTexts(other)];
  return ones.length === others.length && ones.every((text, place) => text === others[place]);
}

function withSuggestion(saved: readonly string[], { from, to }: Suggestion): readonly string[] {
  if (to === null || saved.includes(to)) return saved;
  const place = from === null ? -1 : saved.indexOf(from);
  return place < 0 ? [...saved, to] : saved.with(place, to);
}
