import { createHash, createHmac } from "node:crypto";

/** Where the loopback proxy would like to be, and the name its repository goes by. */
export type ProxyAddress = { port: number; name: string };

const firstPort = 20_000;
const ports = 8192;

/**
 * The same for the same image and worker token each time: skopeo notes for every layer where it saw it and
 * never forgets, so an address made up anew for each pull would let that note grow without end.
 * The name can't be guessed without the worker token and says nothing about it.
 */
export function proxyAddress(workerToken: string, canonical: string): ProxyAddress {
  const name = createHmac("sha256", workerToken).update(`loopback proxy for ${canonical}`);
  const place = createHash("sha256").update(canonical).digest().readUInt32BE(0);
  return { port: firstPort + (place % ports), name: name.digest("hex").slice(0, 48) };
}
