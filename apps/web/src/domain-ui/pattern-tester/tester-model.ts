import type { Effect, RecentImages } from "@berth/api-contract";
import {
  createPatternIndex,
  createWhatIf,
  type Found,
  parseImage,
  type PatternIndex,
  type WhatIf,
} from "@berth/image-pattern";
import type { Judges } from "./image-line.ts";
import {
  effectKeeper,
  type KnownPulls,
  knownPulls,
  localEffect,
  type Place,
} from "./local-effect.ts";
import type { OrganizationPatterns } from "./organization-patterns.ts";
import {
  draftPlace,
  editOf,
  type PatternRow,
  type SavedEntries,
  savedEntries,
} from "./pattern-row.ts";
import { serverName, type TestedRegistry } from "./tested-registry.ts";

/** What stays the same from one keystroke to the next, so that a keystroke costs only what it changes. */
export interface TesterBase {
  readonly registry: TestedRegistry;
  readonly patterns: OrganizationPatterns;
  /** The registry's own entries as they are saved, and an index of them alone. */
  readonly saved: SavedEntries;
  readonly savedIndex: PatternIndex;
  readonly pulls: KnownPulls | null;
  readonly whatIf: WhatIf | null;
  readonly keepEffect: ReturnType<typeof effectKeeper>;
}

export function testerBase(
  registry: TestedRegistry,
  patterns: OrganizationPatterns,
  recent: RecentImages | null,
): TesterBase {
  const { index, entries } = patterns;
  const saved = [...entries.values()].filter(({ registryId }) => registryId === registry.id);
  const registryOf = (id: string) => entries.get(id)?.registryId ?? ownId(registry);
  const images = recent?.images.map(({ image }) => image) ?? [];
  return {
    registry,
    patterns,
    saved: savedEntries(saved, registry),
    savedIndex: createPatternIndex(saved),
    pulls: recent && knownPulls(recent),
    whatIf: recent && createWhatIf(index, images, { registryOf }),
    keepEffect: effectKeeper(),
  };
}

/** How images fare with the rows as they stand. */
export interface Tested {
  readonly judges: Judges;
  /** Null while the recent pulls are not known. */
  readonly effect: Effect | null;
}

export function testRows(base: TesterBase, rows: readonly PatternRow[]): Tested {
  const { registry, patterns, saved, savedIndex, pulls, whatIf, keepEffect } = base;
  const edit = editOf(rows, registry, saved);
  const isOwn = (id: string) =>
    draftPlace(id) !== null || patterns.entries.get(id)?.registryId === registry.id;
  const own = { registryName: serverName(registry), paused: registry.paused ?? false };
  const holder = (id: string) => (isOwn(id) ? own : (patterns.entries.get(id) ?? own));
  const placeOf = ({ id, pattern }: Found): Place => ({
    registryId: isOwn(id) ? ownId(registry) : (patterns.entries.get(id)?.registryId ?? ""),
    registryName: holder(id).registryName,
    pattern,
  });
  return {
    judges: {
      after: patterns.index.update(edit),
      own: savedIndex.update(edit),
      holder,
      isOwn,
      rowOf(id) {
        const pattern = patterns.entries.get(id)?.pattern;
        const place = draftPlace(id) ?? rows.findIndex(({ canonical }) => canonical === pattern);
        return place < 0 ? null : place;
      },
    },
    effect: whatIf && pulls && keepEffect(localEffect(whatIf.withEdit(edit), pulls, placeOf)),
  };
}

/** How the images fare together. */
export interface LineCounts {
  readonly images: number;
  /** Images that one of the tried patterns matches, whether it wins or not. */
  readonly matching: number;
  /** Images that another registry serves, by its name. */
  readonly elsewhere: ReadonlyMap<string, number>;
  readonly unreadable: number;
}

export function countLines(lines: readonly string[], judges: Judges): LineCounts {
  const { after, own, isOwn, holder } = judges;
  const elsewhere = new Map<string, number>();
  let matching = 0;
  let unreadable = 0;
  for (const line of lines) {
    if (own.find(line) !== null) matching += 1;
    const winner = after.find(line);
    if (winner === null) unreadable += parseImage(line).ok ? 0 : 1;
    else if (!isOwn(winner.id)) {
      const { registryName } = holder(winner.id);
      elsewhere.set(registryName, (elsewhere.get(registryName) ?? 0) + 1);
    }
  }
  return { images: lines.length, matching, elsewhere, unreadable };
}

function ownId({ id }: TestedRegistry): string {
  return id ?? "unsaved";
}
