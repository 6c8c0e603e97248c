import { createHash, randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A new id: `prefix_` and 26 characters of Crockford's base 32, the first ten of which are the time in
 * milliseconds, so that ids sort by age; the other 80 bits are random.
 */
export function newId(prefix: string, now: number = Date.now()): string {
  writeTime(now);
  writeRandom();
  return `${prefix}_${text.toString("latin1")}`;
}

/** The id that the same facts always give: `prefix_` and 26 characters, all from their hash. */
export function derivedId(prefix: string, facts: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(facts)).digest();
  let text = "";
  for (let at = 0; at < 26; at += 1) text += alphabet.charAt((hash[at] ?? 0) % 32);
  return `${prefix}_${text}`;
}

const timeSize = 10;
const randomSize = 16;
/** Written over and over: what is built character by character is put together once more for each use. */
const text = Buffer.alloc(timeSize + randomSize);
let timeWritten = -1;
/** Random bytes are fetched in bulk: each call for them costs as much as for a thousand. */
const pool = { bytes: Buffer.alloc(0), used: 0 };

function writeTime(now: number): void {
  if (now === timeWritten) return;
  let rest = now;
  for (let at = timeSize - 1; at >= 0; at -= 1) {
    text[at] = alphabet.charCodeAt(rest % 32);
    rest = Math.floor(rest / 32);
  }
  timeWritten = now;
}

function writeRandom(): void {
  if (pool.used + randomSize > pool.bytes.length) {
    pool.bytes = randomBytes(256 * randomSize);
    pool.used = 0;
  }
  for (let at = 0; at < randomSize; at += 1) {
    // 256 is a multiple of 32, so that every character is equally likely.
    text[timeSize + at] = alphabet.charCodeAt((pool.bytes[pool.used + at] ?? 0) % 32);
  }
  pool.used += randomSize;
}
