import { formatCount, plural } from "#src/lib/time-format.ts";
import type { LineCounts } from "./tester-model.ts";

/** "2 of 3 images match; 1 would use 'ECR prod'; 1 is no image name". */
export function countsInWords({ images, matching, elsewhere, unreadable }: LineCounts): string {
  if (images === 0) return "No images to try yet";
  const others = [...elsewhere].map(
    ([registry, count]) => `${formatCount(count)} would use '${registry}'`,
  );
  const verb = images === 1 ? "matches" : "match";
  const broken =
    unreadable === 0
      ? []
      : [unreadable === 1 ? "1 is no image name" : `${formatCount(unreadable)} are no image names`];
  return [
    `${formatCount(matching)} of ${plural(images, "image")} ${verb}`,
    ...others,
    ...broken,
  ].join("; ");
}

/**
 * What a key in a pattern can change of it, short enough to stand beside the field's name on a phone: "2 of 3 images
 * match; 1 elsewhere".
 */
export function countsInShort({ images, matching, elsewhere }: LineCounts): string {
  if (images === 0) return "No images to try yet";
  const others = [...elsewhere.values()].reduce((sum, count) => sum + count, 0);
  const verb = images === 1 ? "matches" : "match";
  const first = `${formatCount(matching)} of ${plural(images, "image")} ${verb}`;
  return others === 0 ? first : `${first}; ${formatCount(others)} elsewhere`;
}
