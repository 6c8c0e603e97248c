import type { WorkerPullAnswer } from "@berth/api-contract";
import { formatImage, parseImage, type ImageReference } from "@berth/image-pattern";

/**
 * What is fetched for an image: the image itself, or what Berth says is pulled in its place. Null where Berth answers
 * for another image than the one that was asked for.
 */
export function sourceOf(
  image: ImageReference,
  { image: answered }: Pick<WorkerPullAnswer, "image">,
): ImageReference | null {
  const { canonical, mappedFrom } = answered;
  if (mappedFrom === undefined) return canonical === image.canonical ? image : null;
  if (mappedFrom !== image.canonical || canonical === null) return null;
  const read = parseImage(canonical + formatImage(image).slice(image.canonical.length));
  return read.ok && read.image.canonical === canonical ? read.image : null;
}
