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
