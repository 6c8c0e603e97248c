import { momentInWords } from "@berth/registry-client";
import { plainText } from "./plain-text.ts";

/** Until when, as a line for people says it. `expiresAt` is what Berth wrote, which this need not understand. */
export function untilInWords(expiresAt: string): string {
  const at = Date.parse(expiresAt);
  return `until ${Number.isNaN(at) ? plainText(expiresAt) : momentInWords(at)}`;
}
