import type { OverlapView } from "@berth/api-contract";
import { createPatternIndex, overlapsOf, type Overlap } from "@berth/image-pattern";
import type { PatternEntry } from "../../store/rows.ts";
import { winnerIn, type IndexPair, type RegistryChange } from "./change.ts";

/** Pairs of patterns that are looked at; beyond that only those that are new. */
const pairsMax = 200_000;

/** What is odd about the patterns of a registry as they would be, the gravest first for each. */
export function overlapsOfChange(
  pair: IndexPair,
  change: RegistryChange,
  images: readonly string[],
): OverlapView[] {
  const { after, before } = pair;
  const own = [...after.entries.values()].filter((entry) => entry.registryId === change.id);
  const all = own.length * after.entries.size <= pairsMax;
  const looked = all ? own : own.filter((entry) => !before.entries.has(entry.id));
  const views = looked.flatMap((entry) => {
    const others = after.index.update({ remove: [entry.id] });
    return overlapsOf(others, entry).flatMap((overlap) => toView(after.entries, entry, overlap));
  });
  return [...views, ...pausedWinners(pair, own, images)];
}

function toView(
  entries: ReadonlyMap<string, PatternEntry>,
  entry: PatternEntry,
  overlap: Overlap,
): OverlapView[] {
  const [first] = overlap.with;
  const other = first === undefined ? null : (entries.get(first.id) ?? null);
  return [
    {
      kind: overlap.kind,
      pattern: entry.pattern,
      other: other === null ? null : placeOf(other),
      message: inWords(overlap, other, entry),
    },
  ];
}

/** The engine names patterns; people know registries. */
function inWords(overlap: Overlap, other: PatternEntry | null, own: PatternEntry): string {
  if (other === null || other.registryId === own.registryId) return overlap.message;
  switch (overlap.kind) {
    case "identical":
      return `'${other.registryName}' already has this pattern.`;
    case "takes-over":
      return overlap.count === 1
        ? `This takes all images from \`${other.pattern}\` of '${other.registryName}'.`
        : overlap.message;
    case "never-wins":
      return overlap.count === 1
        ? `Every image this covers is already taken by \`${other.pattern}\` of '${other.registryName}'.`
        : overlap.message;
    default:
      return overlap.message;
  }
}

/** Images these patterns match, but which go to a paused registry: there is no falling back. */
function pausedWinners(
  { after }: IndexPair,
  own: readonly PatternEntry[],
  images: readonly string[],
): OverlapView[] {
  const ownIndex = createPatternIndex(own);
  const found = new Map<string, OverlapView>();
  for (const image of images) {
    const winner = winnerIn(after, image);
    if (winner === null || !winner.paused) continue;
    const mine = ownIndex.find(image);
    if (mine === null || winner.registryId === own[0]?.registryId) continue;
    found.set(`${mine.pattern} ${winner.id}`, {
      kind: "paused-winner",
      pattern: mine.pattern,
      other: placeOf(winner),
      message: `The most specific match, \`${winner.pattern}\` of '${winner.registryName}', is paused; pulls don't fall back to a wider pattern.`,
    });
  }
  return [...found.values()];
}

function placeOf({ registryId, registryName, pattern }: PatternEntry): OverlapView["other"] {
  return { registryId, registryName, pattern };
}
