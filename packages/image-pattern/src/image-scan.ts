import { HASH_START, hashNext, hashText } from "./hash.ts";
import type { HostErrorCode, HostNoteCode } from "./host.ts";

export const TEXT_MAX = 1024;
export const PATH_MAX = 255;
export const HUB = "docker.io";
const HUB_PREFIX = `${HUB}/`;
const LIBRARY_PREFIX = `${HUB}/library/`;

/** What can keep a text from being an image reference; `describeImageFailure` turns it into words. */
export type ScanFailure =
  | HostErrorCode
  | "not-text"
  | "empty"
  | "too-long"
  | "image-id"
  | "upper-case"
  | "empty-component"
  | "trailing-slash"
  | "component"
  | "character"
  | "path-too-long"
  | "tag"
  | "digest";

/**
 * What the scanner found, written into one object that every scan reuses: looking an image up
 * allocates nothing on its way. Valid until the next scan, so nobody keeps it.
 *
 * The canonical name is `prefix.slice(0, prefixLength) + text.slice(pathStart, pathEnd)`; for a
 * name written canonically the prefix is the text itself. `ends` and `hashes` hold, for the host
 * (with its slash) and then for each path component, where it ends in the canonical name and the
 * hash of the name up to there.
 */
export interface ImageScan {
  failure: ScanFailure | null;
  failedAt: number;
  text: string;
  prefix: string;
  prefixLength: number;
  /** Length of the canonical host, without its slash. */
  hostLength: number;
  /** Where the written host ends, or -1 when Docker Hub was implied. */
  hostEnd: number;
  pathStart: number;
  pathEnd: number;
  libraryImplied: boolean;
  hostChanges: readonly HostNoteCode[];
  tagStart: number;
  tagEnd: number;
  digestStart: number;
  /** Length of the canonical name. */
  end: number;
  count: number;
  /** Hash of the canonical name up to `prefixLength`. */
  prefixHash: number;
  readonly ends: Int32Array;
  readonly hashes: Int32Array;
}

const NO_CHANGES: readonly HostNoteCode[] = [];
const HUB_HASH = hashText(HUB_PREFIX, 0, HUB_PREFIX.length, HASH_START);
const LIBRARY_NAME_HASH = hashText(LIBRARY_PREFIX, 0, LIBRARY_PREFIX.length - 1, HASH_START);
const LIBRARY_HASH = hashNext(LIBRARY_NAME_HASH, 47);

export const scan: ImageScan = {
  failure: null,
  failedAt: 0,
  text: "",
  prefix: "",
  prefixLength: 0,
  hostLength: 0,
  hostEnd: -1,
  pathStart: 0,
  pathEnd: 0,
  libraryImplied: false,
  hostChanges: NO_CHANGES,
  tagStart: -1,
  tagEnd: -1,
  digestStart: -1,
  end: 0,
  count: 0,
  prefixHash: 0,
  ends: new Int32Array(TEXT_MAX),
  hashes: new Int32Array(TEXT_MAX),
};

export function fail(code: ScanFailure, at: number): ImageScan {
  scan.failure = code;
  scan.failedAt = at;
  return scan;
}

/**
 * Begins a name on a host: `hostLength` characters of `prefix`, whose hash is `hash`, and a slash.
 * The path follows the slash in the text.
 */
export function startHost(prefix: string, hostLength: number, slash: number, hash: number): void {
  const hostHash = hashNext(hash, 47);
  scan.prefix = prefix;
  scan.prefixLength = hostLength + 1;
  scan.prefixHash = hostHash;
  scan.hostLength = hostLength;
  scan.hostEnd = slash;
  scan.pathStart = slash + 1;
  scan.libraryImplied = false;
  scan.hostChanges = NO_CHANGES;
  scan.count = 1;
  scan.ends[0] = hostLength + 1;
  scan.hashes[0] = hostHash;
}

/** Begins a name on Docker Hub, whose path stands at `pathStart`; with `library/` before it or not. */
export function startHub(pathStart: number, library: boolean): void {
  scan.prefix = library ? LIBRARY_PREFIX : HUB_PREFIX;
  scan.prefixLength = scan.prefix.length;
  scan.prefixHash = library ? LIBRARY_HASH : HUB_HASH;
  scan.hostLength = HUB.length;
  scan.hostEnd = pathStart - 1;
  scan.pathStart = pathStart;
  scan.libraryImplied = library;
  scan.hostChanges = NO_CHANGES;
  scan.count = library ? 2 : 1;
  scan.ends[0] = HUB_PREFIX.length;
  scan.hashes[0] = HUB_HASH;
  if (!library) return;
  scan.ends[1] = LIBRARY_PREFIX.length - 1;
  scan.hashes[1] = LIBRARY_NAME_HASH;
}
