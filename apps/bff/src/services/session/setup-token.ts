import { createHash, timingSafeEqual } from "node:crypto";

/** The one-time token that the server prints at start, kept as its hash alone. */
export type SetupToken = { matches(text: string): boolean };

export function createSetupToken(token: string | null): SetupToken {
  if (token === null) return { matches: () => false };
  const expected = sha256(token);
  return { matches: (text) => timingSafeEqual(sha256(text), expected) };
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
