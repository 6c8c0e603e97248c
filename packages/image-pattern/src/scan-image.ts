import { fail, scan, TEXT_MAX } from "./image-scan.ts";
import type { ImageScan } from "./image-scan.ts";
import { scanHost } from "./scan-host.ts";
import { scanPath } from "./scan-path.ts";

/**
 * Reads an image reference (grammar of `distribution/reference`, canonicalised as the matching
 * rule says) in one pass without backtracking. One scanner serves both `parseImage` and `find`,
 * so the two cannot disagree about what an image is.
 */
export function scanImage(text: unknown): ImageScan {
  scan.failure = null;
  if (typeof text !== "string") return fail("not-text", 0);
  scan.text = text;
  if (text.length === 0) return fail("empty", 0);
  if (text.length > TEXT_MAX) return fail("too-long", TEXT_MAX);

  scanHost(text);
  return scan.failure === null ? scanPath(text) : scan;
}

/** The canonical name of the image that was scanned last. */
export function canonicalOfScan(): string {
  return scan.prefix === scan.text && scan.prefixLength === scan.pathStart
    ? scan.text.slice(0, scan.pathEnd)
    : scan.prefix.slice(0, scan.prefixLength) + scan.text.slice(scan.pathStart, scan.pathEnd);
}
