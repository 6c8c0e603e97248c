import { hmacSha256 } from "../../vault/derive.ts";

/**
 * The signature of a webhook's request: `t=<seconds>,v1=<hex>`, an HMAC with SHA-256 over the seconds, a dot
 * and the body. The time is part of what is signed, so that a receiver can refuse what was recorded and
 * comes again.
 */
export function signatureOf(signingSecret: Uint8Array, body: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  const signed = Buffer.from(`${seconds}.${body}`, "utf8");
  return `t=${seconds},v1=${hmacSha256(signingSecret, signed).toString("hex")}`;
}
