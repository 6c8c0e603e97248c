import { fail, scan } from "./image-scan.ts";
import type { ImageScan } from "./image-scan.ts";

/** Reads [ ":" tag ] [ "@" digest ], in this order, up to the end of the text. */
export function scanTail(text: string, start: number): ImageScan {
  scan.tagStart = -1;
  scan.tagEnd = -1;
  scan.digestStart = -1;
  if (start === text.length) return scan;
  return text.charCodeAt(start) === 58 ? scanTag(text, start + 1) : scanDigest(text, start + 1);
}

const TAG_MAX = 128;
const TAG_INNER = 1;
const TAG_ANYWHERE = 2;
const TAG_CLASSES: Uint8Array = tagClasses();

/** tag = [A-Za-z0-9_] [A-Za-z0-9_.-]{0,127} */
function scanTag(text: string, start: number): ImageScan {
  const classes = TAG_CLASSES;
  let i = start;
  while (i < text.length && (classes[text.charCodeAt(i)] as number) > 0) i++;
  if (i === start && (i === text.length || text.charCodeAt(i) === 64))
    return fail("tag", start - 1);
  if (classes[text.charCodeAt(start)] !== TAG_ANYWHERE) return fail("tag", start);
  if (i - start > TAG_MAX) return fail("tag", start + TAG_MAX);
  if (i < text.length && text.charCodeAt(i) !== 64) return fail("tag", i);
  scan.tagStart = start;
  scan.tagEnd = i;
  return i === text.length ? scan : scanDigest(text, i + 1);
}

function tagClasses(): Uint8Array {
  const classes = new Uint8Array(0x1_0000);
  const fill = (from: number, to: number): Uint8Array => classes.fill(TAG_ANYWHERE, from, to + 1);
  fill(97, 122);
  fill(65, 90);
  fill(48, 57);
  fill(95, 95);
  classes[45] = TAG_INNER;
  classes[46] = TAG_INNER;
  return classes;
}

export function isHex(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (!((unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 102))) return false;
  }
  return true;
}

const DIGEST_DIGITS: readonly (readonly [string, number])[] = [
  ["sha256:", 64],
  ["sha384:", 96],
  ["sha512:", 128],
];

function scanDigest(text: string, start: number): ImageScan {
  scan.digestStart = start;
  const [algorithm, digits] = DIGEST_DIGITS.find(([name]) => text.startsWith(name, start)) ?? [
    "",
    0,
  ];
  if (digits === 0) return fail("digest", start);
  const end = start + algorithm.length + digits;
  for (let i = start + algorithm.length; i < end; i++) {
    if (i >= text.length || !isHex(text, i, i + 1)) return fail("digest", Math.min(i, text.length));
  }
  return end === text.length ? scan : fail("digest", end);
}
