/**
 * An image as it was written, cut where its repository ends: "reg.io/team/app" and ":1" or "@sha256:…". A colon in
 * the host belongs to the repository.
 */
export function imageParts(image: string): { repository: string; reference: string } {
  const digestAt = image.indexOf("@");
  const colonAt = image.indexOf(":", image.lastIndexOf("/") + 1);
  const ends = [digestAt, colonAt].filter((at) => at >= 0);
  const end = ends.length === 0 ? image.length : Math.min(...ends);
  return { repository: image.slice(0, end), reference: image.slice(end) };
}
