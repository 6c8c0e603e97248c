import { HASH_START, hashNext, hashText } from "./hash.ts";
import { canonicalHost, HUB_ALIASES } from "./host.ts";
import type { HostErrorCode, HostNoteCode } from "./host.ts";

export const TEXT_MAX = 1024;
export const PATH_MAX = 255;
export const HUB = "docker.io";
const HUB_PREFIX = `${HUB}/`;
const LIBRARY_PREFIX = `${HUB}/library/`;

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
  readonly ends: Int32Array;
  readonly hashes: Int32Array;
}

const END = -1;
const NO_CHANGES: readonly HostNoteCode[] = [];
const HUB_NAME_HASH = hashText(HUB, 0, HUB.length, HASH_START);
const HUB_HASH = hashText(HUB_PREFIX, 0, HUB_PREFIX.length, HASH_START);
const LIBRARY_NAME_HASH = hashText(LIBRARY_PREFIX, 0, LIBRARY_PREFIX.length - 1, HASH_START);
const LIBRARY_HASH = hashText(LIBRARY_PREFIX, 0, LIBRARY_PREFIX.length, HASH_START);
const ALIAS_HASHES = HUB_ALIASES.map((name) => hashText(name, 0, name.length, HASH_START));

const scan: ImageScan = {
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
  ends: new Int32Array(TEXT_MAX),
  hashes: new Int32Array(TEXT_MAX),
};

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

  const slash = text.indexOf("/");
  if (slash === 0) return fail("empty-component", 0);
  if (slash < 0) return scanPath(startHub(0, true));
  scanHost(text, slash);
  return scan.failure === null ? scanPath(scan.pathStart) : scan;
}

/** The canonical name of the image that was scanned last. */
export function canonicalOfScan(): string {
  return scan.prefix === scan.text && scan.prefixLength === scan.pathStart
    ? scan.text.slice(0, scan.pathEnd)
    : scan.prefix.slice(0, scan.prefixLength) + scan.text.slice(scan.pathStart, scan.pathEnd);
}

function fail(code: ScanFailure, at: number): ImageScan {
  scan.failure = code;
  scan.failedAt = at;
  return scan;
}

/**
 * The text before the first slash is a host when it is `localhost` or holds a dot, a colon or a
 * capital letter. Hosts that stand in canonical form already are recognised and hashed in this
 * one loop; all others go through `canonicalHost`.
 */
function scanHost(text: string, slash: number): void {
  let hash = HASH_START;
  let isHost = false;
  let hasDot = false;
  let plain = true;
  let previous = 46;
  let i = 0;
  for (; i < slash; i++) {
    const unit = text.charCodeAt(i);
    if ((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) {
      // A letter or digit may stand anywhere.
    } else if (unit === 46) {
      isHost = hasDot = true;
      if (previous === 46 || previous === 45) plain = false;
    } else if (unit === 45) {
      if (previous === 46) plain = false;
    } else if (unit === 58) {
      isHost = true;
      break;
    } else {
      plain = false;
      if (isCapital(unit, text, i)) isHost = true;
    }
    previous = unit;
    hash = hashNext(hash, unit);
  }
  if (previous === 46 || previous === 45) plain = false;
  if (!isHost && !(slash === 9 && text.startsWith("localhost"))) {
    startHub(0, false);
    return;
  }
  if (i < slash) {
    const port = plainPort(text, i + 1, slash);
    if (port === 0) plain = false;
    else hash = hashText(text, i, slash, hash);
  }
  if (!plain || (hasDot && ALIAS_HASHES.includes(hash))) return scanOddHost(text, slash);
  if (hash === HUB_NAME_HASH && slash === HUB.length && text.startsWith(HUB)) {
    return startWrittenHub(text, slash);
  }
  startHost(text, slash, slash, hash);
}

/** Letters beyond ASCII make a first component a host too, and then an invalid one. */
function isCapital(unit: number, text: string, at: number): boolean {
  if (unit < 128) return unit >= 65 && unit <= 90;
  const char = String.fromCodePoint(text.codePointAt(at) ?? unit);
  return char.toLowerCase() !== char;
}

/** The port, or 0 when it is not one that canonical text could hold at this place. */
function plainPort(text: string, start: number, end: number): number {
  if (end === start || end - start > 5 || text.charCodeAt(start) === 48) return 0;
  let port = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return 0;
    port = port * 10 + digit;
  }
  return port > 65_535 || port === 443 ? 0 : port;
}

function scanOddHost(text: string, slash: number): void {
  const host = canonicalHost(text.slice(0, slash));
  if (!host.ok) {
    fail(host.code, host.at);
    return;
  }
  if (host.host.length + text.length - slash > TEXT_MAX) {
    fail("too-long", TEXT_MAX);
    return;
  }
  if (host.host === HUB) {
    startWrittenHub(text, slash);
  } else {
    const prefix = `${host.host}/`;
    startHost(prefix, host.host.length, slash, hashText(prefix, 0, host.host.length, HASH_START));
  }
  scan.hostChanges = host.changes;
}

function startWrittenHub(text: string, slash: number): void {
  startHub(slash + 1, text.indexOf("/", slash + 1) < 0);
  scan.hostEnd = slash;
}

function startHost(prefix: string, hostLength: number, slash: number, hash: number): void {
  scan.prefix = prefix;
  scan.prefixLength = hostLength + 1;
  scan.hostLength = hostLength;
  scan.hostEnd = slash;
  scan.pathStart = slash + 1;
  scan.libraryImplied = false;
  scan.hostChanges = NO_CHANGES;
  scan.count = 1;
  scan.ends[0] = hostLength + 1;
  scan.hashes[0] = hashNext(hash, 47);
}

function startHub(pathStart: number, library: boolean): number {
  scan.prefix = library ? LIBRARY_PREFIX : HUB_PREFIX;
  scan.prefixLength = scan.prefix.length;
  scan.hostLength = HUB.length;
  scan.hostEnd = -1;
  scan.pathStart = pathStart;
  scan.libraryImplied = library;
  scan.hostChanges = NO_CHANGES;
  scan.count = 1;
  scan.ends[0] = HUB_PREFIX.length;
  scan.hashes[0] = HUB_HASH;
  if (library) {
    scan.count = 2;
    scan.ends[1] = LIBRARY_PREFIX.length - 1;
    scan.hashes[1] = LIBRARY_NAME_HASH;
  }
  return pathStart;
}

/**
 * component = [a-z0-9]+ ( ( "." | "_" | "__" | "-"+ ) [a-z0-9]+ )*
 *
 * `state`: 0 at the start of a component, 1 after a letter or digit, 2 after a dot, 3 and 4 after
 * one and two underscores, 5 after hyphens. Only state 1 may end a component.
 */
function scanPath(start: number): ImageScan {
  const { text, ends, hashes } = scan;
  const shift = scan.prefixLength - start;
  let hash = scan.libraryImplied ? LIBRARY_HASH : (hashes[0] ?? 0);
  let count = scan.count;
  let state = 0;
  let i = start;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) {
      state = 1;
    } else if (unit === 47) {
      if (state !== 1) break;
      ends[count] = i + shift;
      hashes[count++] = hash;
      state = 0;
    } else if (unit === 45) {
      if (state !== 1 && state !== 5) break;
      state = 5;
    } else if (unit === 46) {
      if (state !== 1) break;
      state = 2;
    } else if (unit === 95) {
      if (state !== 1 && state !== 3) break;
      state = state === 1 ? 3 : 4;
    } else {
      break;
    }
    hash = hashNext(hash, unit);
  }
  const unit = i < text.length ? text.charCodeAt(i) : END;
  if (unit !== END && unit !== 58 && unit !== 64) return failPath(unit, state, i);
  if (state !== 1) return failPathEnd(unit, state, i);
  ends[count] = i + shift;
  hashes[count] = hash;
  scan.count = count + 1;
  scan.pathEnd = i;
  scan.end = i + shift;
  if (scan.end - scan.hostLength - 1 > PATH_MAX) {
    return fail("path-too-long", scan.hostLength + 1 + PATH_MAX - shift);
  }
  if (i === 64 && text.length === 64 && scan.pathStart === 0 && isHex(text, 0, 64)) {
    return fail("image-id", 0);
  }
  return scanTail(text, i);
}

function failPath(unit: number, state: number, at: number): ImageScan {
  if (unit >= 65 && unit <= 90) return fail("upper-case", at);
  if (unit === 47) return state === 0 ? fail("empty-component", at) : fail("component", at - 1);
  return fail(unit === 45 || unit === 46 || unit === 95 ? "component" : "character", at);
}

function failPathEnd(unit: number, state: number, at: number): ImageScan {
  if (state !== 0) return fail("component", at - 1);
  if (unit === END && at > 0) return fail("trailing-slash", at - 1);
  return fail("empty-component", at);
}

/** [ ":" tag ] [ "@" digest ], in this order, up to the end of the text. */
function scanTail(text: string, start: number): ImageScan {
  scan.tagStart = scan.tagEnd = scan.digestStart = -1;
  let i = start;
  if (i < text.length && text.charCodeAt(i) === 58) {
    const tagStart = ++i;
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 64) break;
      if (!isTagUnit(unit, i > tagStart)) return fail("tag", i);
    }
    if (i === tagStart) return fail("tag", tagStart - 1);
    if (i - tagStart > 128) return fail("tag", tagStart + 128);
    scan.tagStart = tagStart;
    scan.tagEnd = i;
  }
  if (i === text.length) return scan;
  scan.digestStart = i + 1;
  return scanDigest(text, i + 1);
}

function scanDigest(text: string, start: number): ImageScan {
  const length = text.startsWith("sha256:", start)
    ? 64
    : text.startsWith("sha384:", start)
      ? 96
      : text.startsWith("sha512:", start)
        ? 128
        : 0;
  if (length === 0) return fail("digest", start);
  for (let i = start + 7; i < start + 7 + length; i++) {
    if (i >= text.length || !isHex(text, i, i + 1)) return fail("digest", Math.min(i, text.length));
  }
  return start + 7 + length === text.length ? scan : fail("digest", start + 7 + length);
}

function isTagUnit(unit: number, inner: boolean): boolean {
  if (unit === 45 || unit === 46) return inner;
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95
  );
}

function isHex(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (!((unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 102))) return false;
  }
  return true;
}
