import { hashNext } from "./hash.ts";
import { fail, PATH_MAX, scan } from "./image-scan.ts";
import type { ImageScan } from "./image-scan.ts";
import {
  ALPHANUMERIC,
  CLASSES,
  DOT,
  END,
  HYPHEN,
  OTHER,
  SLASH,
  START,
  STOP,
  stepsOf,
  UNDERSCORE,
} from "./scan-steps.ts";
import { isHex, scanTail } from "./scan-tail.ts";

// component = [a-z0-9]+ ( ( "." | "_" | "__" | "-"+ ) [a-z0-9]+ )*
const AFTER_DOT = 2;
const AFTER_UNDERSCORE = 3;
const AFTER_UNDERSCORES = 4;
const AFTER_HYPHENS = 5;
const PATH_STEPS = stepsOf([
  [START, ALPHANUMERIC, END],
  [END, ALPHANUMERIC, END],
  [END, SLASH, START],
  [END, DOT, AFTER_DOT],
  [END, UNDERSCORE, AFTER_UNDERSCORE],
  [END, HYPHEN, AFTER_HYPHENS],
  [AFTER_DOT, ALPHANUMERIC, END],
  [AFTER_UNDERSCORE, ALPHANUMERIC, END],
  [AFTER_UNDERSCORE, UNDERSCORE, AFTER_UNDERSCORES],
  [AFTER_UNDERSCORES, ALPHANUMERIC, END],
  [AFTER_HYPHENS, ALPHANUMERIC, END],
  [AFTER_HYPHENS, HYPHEN, AFTER_HYPHENS],
]);
const TEXT_END = -1;

/** Reads the path that begins at `scan.pathStart`, and then tag and digest. */
export function scanPath(text: string): ImageScan {
  // Imported bindings are read anew each time; locals are not.
  const steps = PATH_STEPS;
  const classes = CLASSES;
  const start = START;
  const stop = STOP;
  const { ends, hashes, pathStart } = scan;
  const shift = scan.prefixLength - pathStart;
  let hash = scan.prefixHash;
  let { count } = scan;
  let state = START;
  let i = pathStart;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const next = steps[state * 8 + (classes[unit] as number)] as number;
    if (next === stop) break;
    if (next === start) {
      ends[count] = i + shift;
      hashes[count++] = hash;
    }
    state = next;
    hash = hashNext(hash, unit);
  }
  const unit = i < text.length ? text.charCodeAt(i) : TEXT_END;
  if (unit !== TEXT_END && unit !== 58 && unit !== 64) return failInside(unit, state, i);
  if (state !== END) return failAtEnd(unit, state, i);
  ends[count] = i + shift;
  hashes[count] = hash;
  scan.count = count + 1;
  scan.pathEnd = i;
  scan.end = i + shift;
  if (scan.end - scan.hostLength - 1 > PATH_MAX) {
    return fail("path-too-long", scan.hostLength + 1 + PATH_MAX - shift);
  }
  if (i === 64 && text.length === 64 && pathStart === 0 && isHex(text, 0, 64)) {
    return fail("image-id", 0);
  }
  return scanTail(text, i);
}

function failInside(unit: number, state: number, at: number): ImageScan {
  if (unit >= 65 && unit <= 90) return fail("upper-case", at);
  if (unit === 47) return state === START ? fail("empty-component", at) : fail("component", at - 1);
  return fail(CLASSES[unit] === OTHER ? "character" : "component", at);
}

function failAtEnd(unit: number, state: number, at: number): ImageScan {
  if (state !== START) return fail("component", at - 1);
  return unit === TEXT_END && at > 0 ? fail("trailing-slash", at - 1) : fail("empty-component", at);
}
