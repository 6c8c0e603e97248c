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
