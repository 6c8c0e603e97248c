import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import type { HttpEnv } from "./http-env.ts";

const compress = promisify(gzip);

/** Characters. What is shorter fits into a packet or two either way. */
const lengthMin = 2_048;
const takesGzip = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i;

/**
 * A text as gzip, where that is worth it and the client takes it; null elsewhere.
 *
 * For answers to reading requests only. How short an answer becomes tells whoever may put text into it about the rest of
 * it (BREACH), and no such answer holds a secret; those that show one are answers to changes.
 */
export async function gzipped(
  c: Context<HttpEnv>,
  text: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (text.length < lengthMin) return null;
  return takesGzip.test(c.req.header("accept-encoding") ?? "") ? await compress(text) : null;
}
