import { createHmac } from "node:crypto";

/**
 * Names a counter by what it counts. People type passwords where their address belongs, so nothing of that
 * is kept in a form that can be guessed.
 */
export type CounterKey = (...parts: string[]) => string;

export function createCounterKey(secret: string): CounterKey {
  return (...parts) => createHmac("sha256", secret).update(parts.join("\n")).digest("base64url");
}
