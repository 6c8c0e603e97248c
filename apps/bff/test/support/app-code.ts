import { totpCode } from "../../src/auth/totp.ts";
import type { Client } from "./client.ts";
import type { Acme } from "./harness.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The app's side: the code of this moment, or so many half minutes later, by the server's clock. */
export function appCode({ deps }: Acme, secret: string, stepsLater = 0): string {
  const bits = secret
    .split("")
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return totpCode(bytes, Math.floor(deps.clock() / 30_000) + stepsLater);
}

/** Sets up an app for somebody who has signed in, and lets a minute pass, so that its next code is a new one. */
export async function setUpApp(acme: Acme, client: Client) {
  const { secret, uri } = await client.ok("POST /account/second-factor/totp", {});
  const { codes } = await client.ok("POST /account/second-factor/totp/activate", {
    body: { code: appCode(acme, secret) },
  });
  acme.advance(60_000);
  return { secret, uri, codes };
}
