import { hostNote } from "./host-notes.ts";
import { describeImageFailure } from "./image-errors.ts";
import type { ImageErrorCode } from "./image-errors.ts";
import type { HostNoteCode } from "./host.ts";
import type { Failure, Note, Range } from "./result.ts";
import { canonicalOfScan, scanImage } from "./scan-image.ts";
import type { ImageScan } from "./image-scan.ts";

export type ImageNoteCode =
  | HostNoteCode
  | "hub-implied"
  | "library-implied"
  | "digest-wins"
  | "looks-like-host"
  | "looks-like-digest"
  | "long-name";

export type ImageNote = Note<ImageNoteCode>;

/** An image as Berth compares it. Tag and digest never take part in matching. */
export interface ImageReference {
  /** As written. */
  readonly text: string;
  /** Canonical host, with its port where it has one. */
  readonly host: string;
  /** Repository path; on Docker Hub with `library/` where that was implied. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
  /** `host/path`: the name that patterns are compared with. */
  readonly canonical: string;
  /** What was added, changed or is worth knowing, in reading order. */
  readonly notes: readonly ImageNote[];
  /** Where the parts stand in `text`; without `host` where Docker Hub was implied. */
  readonly written: {
    readonly host?: Range;
    readonly path: Range;
    readonly tag?: Range;
    readonly digest?: Range;
  };
}

export type ImageResult =
  | { readonly ok: true; readonly image: ImageReference }
  | Failure<ImageErrorCode>;

/**
 * Reads an image reference. Never throws; what is no reference comes back with a code, the place
 * and a sentence that says how to mend it.
 *
 * @example parseImage("train:v2") // image.canonical === "docker.io/library/train"
 */
export function parseImage(text: string): ImageResult {
  const scan = scanImage(text);
  if (scan.failure !== null) return describeImageFailure(text, scan.failure, scan.failedAt);
  return { ok: true, image: imageOf(scan) };
}

/** The reference in canonical form, tag and digest included. Parsing it gives the same image. */
export function formatImage(image: ImageReference): string {
  const tag = image.tag === undefined ? "" : `:${image.tag}`;
  const digest = image.digest === undefined ? "" : `@${image.digest}`;
  return image.canonical + tag + digest;
}

/** What the scanner just read, as an object of its own. */
export function imageOf(scan: ImageScan): ImageReference {
  const { text, hostLength, hostEnd, pathStart, pathEnd, tagStart, tagEnd, digestStart } = scan;
  const canonical = canonicalOfScan();
  return {
    text,
    host: canonical.slice(0, hostLength),
    path: canonical.slice(hostLength + 1),
    ...(tagStart < 0 ? {} : { tag: text.slice(tagStart, tagEnd) }),
    ...(digestStart < 0 ? {} : { digest: text.slice(digestStart) }),
    canonical,
    notes: notesOf(scan, canonical),
    written: {
      ...(hostEnd < 0 ? {} : { host: { start: 0, end: hostEnd } }),
      path: { start: pathStart, end: pathEnd },
      ...(tagStart < 0 ? {} : { tag: { start: tagStart, end: tagEnd } }),
      ...(digestStart < 0 ? {} : { digest: { start: digestStart, end: text.length } }),
    },
  };
}

function notesOf(scan: ImageScan, canonical: string): ImageNote[] {
  const notes: ImageNote[] = [];
  const written = scan.hostEnd < 0 ? "" : scan.text.slice(0, scan.hostEnd);
  const host = canonical.slice(0, scan.hostLength);
  for (const code of scan.hostChanges) notes.push(hostNote(code, written, host));
  if (scan.hostEnd < 0) {
    notes.push({
      code: "hub-implied",
      message: "No registry host is written, so this is an image on Docker Hub (`docker.io`).",
    });
  }
  if (scan.libraryImplied) {
    notes.push({
      code: "library-implied",
      message: "A Docker Hub name of one part belongs to `library/`.",
    });
  }
  const name = scan.text.slice(scan.pathStart, scan.pathEnd);
  if (scan.hostEnd < 0 && scan.libraryImplied) notes.push(...lookalikes(scan, name));
  if (scan.tagStart >= 0 && scan.digestStart >= 0) {
    notes.push({ code: "digest-wins", message: "The digest decides what is pulled, not the tag." });
  }
  if (canonical.length > 255) {
    notes.push({
      code: "long-name",
      message: "Host and path together are longer than 255 characters; older clients refuse that.",
    });
  }
  return notes;
}

/** Names without a slash that people write when they mean a registry or a digest. */
function lookalikes(scan: ImageScan, name: string): ImageNote[] {
  const tag = scan.tagStart < 0 ? "" : scan.text.slice(scan.tagStart, scan.tagEnd);
  if (/^sha(256|384|512)$/.test(name) && /^[0-9a-f]{64,128}$/.test(tag)) {
    const message = `This is read as the repository \`${name}\` with a tag. To name a digest, write the repository first: \`name@${name}:…\`.`;
    return [{ code: "looks-like-digest", message }];
  }
  if (name !== "localhost" && !name.includes(".")) return [];
  const message = `\`${name}\` is read as an image on Docker Hub, because no path follows it. To name a registry, write \`${scan.text}/…\`.`;
  return [{ code: "looks-like-host", message }];
}
