import { randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A new id: `prefix_` and 26 characters of Crockford's base 32, the first ten of which are the time in
 * milliseconds, so that ids sort by age; the other 80 bits are random.
 */
export function newId(prefix: string, now: number = Date.now()): string {
  return `${prefix}_${timePart(now)}${randomPart()}`;
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

function randomPart(): string {
  let text = "";
  // 256 is a multiple of 32, so that every character is equally likely.
  for (const byte of randomBytes(16)) text += alphabet.charAt(byte % 32);
  return text;
}
