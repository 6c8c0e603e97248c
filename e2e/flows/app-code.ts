import { totpCode } from "../../apps/bff/src/auth/totp.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator app with this key shows, now or so many half minutes later. */
export function appCode(key: string, stepsLater = 0): string {
  const bits = key
    .replaceAll(/\s/g, "")
    .split("")
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return totpCode(Buffer.from(bytes), Math.floor(Date.now() / 30_000) + stepsLater);
}
