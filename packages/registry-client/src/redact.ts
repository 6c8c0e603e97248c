import { toBase64, wellFormed } from "./base64.ts";

/** Takes every secret it knows out of a text, in every spelling a registry might echo. */
export type Redactor = {
  /** From now on, `secret` is taken out as well. */
  readonly add: (secret: string) => void;
  readonly redact: (text: string) => string;
};

export const redacted = "[redacted]";

/**
 * Knows the given secrets as they are, URL-encoded, form-encoded, JSON-escaped, and inside base64 at
 * any offset (an echoed `Authorization` header holds `user:secret` in base64).
 */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const spellings = new Set<string>();
  let known: RegExp | null = null;
  const add = (secret: string) => {
    if (secret === "") return;
    for (const spelling of spellingsOf(secret)) spellings.add(spelling);
    // Longest first, so that a spelling which contains another one goes as a whole.
    const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
    known = new RegExp(longestFirst.map(literally).join("|"), "g");
  };
  for (const secret of secrets) add(secret);
  return { add, redact: (text) => (known === null ? text : text.replace(known, redacted)) };
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function spellingsOf(secret: string): string[] {
  const urlEncoded = encodeURIComponent(wellFormed(secret));
  const plain = [
    secret,
    urlEncoded,
    urlEncoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    new URLSearchParams(`s=${urlEncoded}`).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
  ];
  const base64 = [0, 1, 2].map((offset) => insideBase64(secret, offset));
  const base64Url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  // Short pieces of base64 would hit innocent text; they also give away less than a character or two.
  return [...plain, ...[...base64, ...base64Url].filter((text) => text.length >= 4)];
}

/** The base64 characters that depend on the secret alone when it starts at `offset` modulo 3. */
function insideBase64(secret: string, offset: number): string {
  const encoded = toBase64("\0".repeat(offset) + secret);
  const bytes = offset + new TextEncoder().encode(secret).length;
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor((bytes * 8) / 6);
  return encoded.slice(start, end);
}
