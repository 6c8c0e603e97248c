/**
 * Decodes base64 or base64url, padded or not; null where a character or the length does not fit.
 * White space is not skipped.
 */
export function decodeBase64(text: string): Uint8Array | null {
  const body = text.replace(/={1,2}$/, "");
  if (body.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let next = 0;
  for (const char of body) {
    const value = valueOf[char];
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[next] = (held >> bits) & 0xff;
      next += 1;
    }
  }
  return bytes;
}

/** Encodes with the standard alphabet and padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const block = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += charAt(block >> 18) + charAt(block >> 12);
    text += left > 1 ? charAt(block >> 6) : "=";
    text += left > 2 ? charAt(block) : "=";
  }
  return text;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const valueOf: Record<string, number> = Object.assign(
  Object.create(null),
  Object.fromEntries(Array.from(alphabet).map((char, value) => [char, value])),
  { "-": 62, _: 63 },
);

function charAt(sixBits: number): string {
  return alphabet.charAt(sixBits & 63);
}
