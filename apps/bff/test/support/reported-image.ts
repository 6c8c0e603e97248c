import type { ReportedImage } from "@berth/api-contract";

/** One image of a file, as the console reports it. */
export function reportedImage(reference: string): ReportedImage {
  return {
    text: reference,
    reference,
    line: 3,
    column: 12,
    where: "service 'web'",
    note: null,
    missing: [],
    pulled: true,
  };
}
