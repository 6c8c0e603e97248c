import type { ReportedImage } from "@berth/api-contract";
import type { ResolvedImage } from "@berth/image-files";

/** What of a file's images is kept in a report. */
export function reportedImages(images: readonly ResolvedImage[]): ReportedImage[] {
  return images.map(({ text, reference, line, column, where, note, missing, pulled }) => ({
    text,
    reference,
    line,
    column,
    where: where.slice(0, 300),
    note: note?.slice(0, 300) ?? null,
    missing: missing.slice(0, 20),
    pulled,
  }));
}

/** The images of a report, as if their file had just been read. */
export function imagesOfReport(images: readonly ReportedImage[]): ResolvedImage[] {
  return images.map(({ note, ...image }) => (note === null ? image : { ...image, note }));
}
