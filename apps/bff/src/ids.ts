import { createHash, randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A new id: `prefix_` and 26 characters of Crockford's base 32, the first ten of which are the time in
 * milliseconds, so that ids sort by age; the other 80 bits are random.
 */
export function newId(prefix: string, now: number = Date.now()): string {
  return `${prefix}_${timePart(now)}${randomPart()}`;
}

/** The id that the same facts always give: `prefix_` and 26 characters, all from their hash. */
export function derivedId(prefix: string, facts: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(facts)).digest();
  let text = "";
  for (let at = 0; at < 26; at += 1) text += alphabet.charAt((hash[at] ?? 0) % 32);
  return `${prefix}_${text}`;
}

function timePart(now: number): string {
  let text = "";
  let rest = now;
  for (let place = 0; place < 10; place += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

const randomSize = 16;
/** Random bytes are fetched in bulk: each call for them costs as much as for a thousand. */
const pool = { bytes: Buffer.alloc(0), used: 0 };

function randomPart(): string {
  if (pool.used + randomSize > pool.bytes.length) {
    pool.bytes = randomBytes(256 * randomSize);
    pool.used = 0;
  }
  let text = "";
  for (let at = pool.used; at < pool.used + randomSize; at += 1) {
    // 256 is a multiple of 32, so that every character is equally likely.
    text += alphabet.charAt((pool.bytes[at] ?? 0) % 32);
  }
  pool.used += randomSize;
  return text;
}
