import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { discard, headerOf, type Answer } from "../net/send.ts";

/** What a client learns of an answer. Challenges, cookies and redirects stay with us. */
const passedHeaders = [
  "docker-content-digest",
  "content-type",
  "content-length",
  "content-range",
  "accept-ranges",
  "etag",
];

/** So often a body may break off without a byte more than the time before. */
const idleRoundsMax = 2;

/** Passes the headers on, and ends. */
export function passHead(answer: Answer, response: ServerResponse): void {
  discard(answer);
  response.writeHead(answer.statusCode, headersToPass(answer));
  response.end();
}

/** More of a body that broke off: what to read on, and how much of it the client has already. */
export type Rest = { answer: Answer; skip: number };

/**
 * Passes an answer on as it comes in. Where it breaks off, `rest` is asked for what follows the bytes that
 * the client has, as long as each round brings some. Returns what broke it off for good, if something did.
 * The client checks layers itself, by the digests in the manifest.
 */
export async function passOn(
  first: Answer,
  response: ServerResponse,
  {
    onBytes,
    rest,
  }: {
    onBytes: (bytes: number) => void;
    rest: (passed: number, err: unknown) => Promise<Rest | null>;
  },
): Promise<{ brokeOff: unknown } | null> {
  response.writeHead(first.statusCode, headersToPass(first));
  let from: Rest = { answer: first, skip: 0 };
  let passed = 0;
  let idleRounds = 0;
  for (;;) {
    const before = passed;
    try {
      // oxlint-disable-next-line no-await-in-loop -- one round after the other
      await copy(from, response, (bytes) => {
        passed += bytes;
        onBytes(bytes);
      });
      response.end();
      return null;
    } catch (err) {
      // A client that left is no trouble of the registry's.
      if (response.destroyed) return null;
      idleRounds = passed === before ? idleRounds + 1 : 0;
      // oxlint-disable-next-line no-await-in-loop -- one round after the other
      const more = idleRounds > idleRoundsMax ? null : await rest(passed, err);
      if (more === null) {
        response.destroy();
        return { brokeOff: err };
      }
      from = more;
    }
  }
}

/** Rejects where the body breaks off, or the client leaves. */
async function copy(
  { answer, skip }: Rest,
  response: ServerResponse,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let left = skip;
  for await (const read of answer.body as AsyncIterable<Buffer>) {
    const chunk = left === 0 ? read : read.subarray(Math.min(left, read.length));
    left -= read.length - chunk.length;
    if (chunk.length === 0) continue;
    if (response.destroyed) throw new Error("the client left");
    onBytes(chunk.length);
    if (!response.write(chunk)) await room(response);
  }
}

/** Resolves once the client has taken what was written, or is gone. */
async function room(response: ServerResponse): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]);
  } finally {
    waiting.abort();
  }
}

function headersToPass(answer: Answer): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of passedHeaders) {
    const value = headerOf(answer, name);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}
