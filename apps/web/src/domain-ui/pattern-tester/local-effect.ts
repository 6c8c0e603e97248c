import type { Effect, MovedImage, RecentImages } from "@berth/api-contract";
import type { Change, Comparison, Found } from "@berth/image-pattern";

export type Place = NonNullable<MovedImage["now"]>;

/** Who pulled what of late, ready to be looked up. */
export interface KnownPulls {
  readonly byImage: ReadonlyMap<string, RecentImages["images"][number]>;
  readonly daysRecorded: number;
}

export function knownPulls({ images, daysRecorded }: RecentImages): KnownPulls {
  return { byImage: new Map(images.map((image) => [image.image, image])), daysRecorded };
}

/** The engine's comparison in the words of the contract, as the server answers it. */
export function localEffect(
  comparison: Comparison,
  { byImage, daysRecorded }: KnownPulls,
  placeOf: (found: Found) => Place,
): Effect {
  const moved = ({ image, before, after }: Change): MovedImage => ({
    image,
    now: before && placeOf(before),
    after: after && placeOf(after),
    pulls: byImage.get(image)?.pulls ?? 0,
    projects: byImage.get(image)?.projects ?? [],
  });
  return {
    gain: comparison.gains.map(moved),
    switch: comparison.switches.map(moved),
    lose: comparison.losses.map(moved),
    unchanged: comparison.unchanged,
    daysRecorded,
  };
}

/**
 * Gives the effect before once more while nothing about it has changed, for whoever draws only what is new. For one
 * state of the organization's patterns and pulls: what stands behind an image's name is not compared.
 */
export function effectKeeper(): (effect: Effect) => Effect {
  let kept: Effect | null = null;
  return (effect) => {
    if (kept === null || !movesAlike(kept, effect)) kept = effect;
    return kept;
  };
}

/** Compares place by place, which costs a key little: the same images come in the same order. */
function movesAlike(one: Effect, other: Effect): boolean {
  return (
    one.unchanged === other.unchanged &&
    (["gain", "switch", "lose"] as const).every(
      (kind) =>
        one[kind].length === other[kind].length &&
        one[kind].every((moved, at) => isSameMove(moved, other[kind][at])),
    )
  );
}

function isSameMove(one: MovedImage, other: MovedImage | undefined): boolean {
  return (
    one.image === other?.image &&
    one.now?.pattern === other.now?.pattern &&
    one.after?.pattern === other.after?.pattern
  );
}

/** Whether two answers about the same change agree, image by image. */
export function sameEffect(one: Effect, other: Effect): boolean {
  return (
    one.unchanged === other.unchanged &&
    (["gain", "switch", "lose"] as const).every((kind) => sameMoves(one[kind], other[kind]))
  );
}

function sameMoves(one: readonly MovedImage[], other: readonly MovedImage[]): boolean {
  if (one.length !== other.length) return false;
  const where = new Map(one.map((moved) => [moved.image, key(moved)]));
  return other.every((moved) => where.get(moved.image) === key(moved));
}

function key({ now, after }: MovedImage): string {
  return `${now?.pattern ?? ""} ${after?.pattern ?? ""}`;
}
