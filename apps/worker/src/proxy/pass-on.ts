import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { promisify } from "node:util";
import { networkCause } from "../net/network-cause.ts";
import { discard, headerOf, readBody, type Answer } from "../net/send.ts";
import type { Trouble } from "./trouble.ts";

const manifestBytesMax = 4 * 1024 * 1024;

/** What a client learns of an answer. Challenges, cookies and redirects stay with us. */
const passedHeaders = [
  "docker-content-digest",
  "content-type",
  "content-length",
  "content-range",
  "accept-ranges",
  "etag",
];

const pump = promisify(pipeline);

/** A manifest whose bytes are the ones its digest names, or the trouble; nothing is answered yet. */
export async function readManifest(
  answer: Answer,
  reference: string,
  host: string,
): Promise<{ body: Buffer; digest: string } | Trouble> {
  let body: Buffer;
  try {
    body = await readBody(answer, manifestBytesMax);
  } catch {
    return { status: null, message: `The manifest from ${host} is over 4 MiB or broke off.` };
  }
  const unusable = unusableForm(answer);
  if (unusable !== null) return { status: null, message: `${host} ${unusable}.` };
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  const claims = [headerOf(answer, "docker-content-digest"), reference];
  if (claims.some((claim) => claim?.startsWith("sha256:") === true && claim !== digest)) {
    return {
      status: null,
      message: `${host} sent a manifest that isn't the one its digest names.`,
    };
  }
  return { body, digest };
}

/** Forms whose bytes can't be held against a digest. */
function unusableForm(answer: Answer): string | null {
  const encoding = headerOf(answer, "content-encoding") ?? "identity";
  if (encoding !== "identity") return "packs the manifest although it was asked not to";
  const type = headerOf(answer, "content-type") ?? "";
  return /docker\.distribution\.manifest\.v1\+/.test(type)
    ? "keeps this image in the old schema 1, which today's tools no longer run"
    : null;
}

/** Passes the headers on, and ends. */
export function passHead(answer: Answer, response: ServerResponse): void {
  discard(answer);
  response.writeHead(answer.statusCode, headersToPass(answer));
  response.end();
}

/**
 * Passes an answer on as it comes in; returns what broke it off, if something did. The client checks layers
 * itself, by the digests in the manifest.
 */
export async function passOn(
  answer: Answer,
  response: ServerResponse,
  onBytes: (bytes: number) => void,
  host: string,
): Promise<Trouble | null> {
  response.writeHead(answer.statusCode, headersToPass(answer));
  let cause: Trouble | null = null;
  answer.body.once("error", (err) => {
    // A client that left is no trouble of the registry's.
    if (!response.destroyed) cause = { status: null, message: `${networkCause(host, err).text}.` };
  });
  answer.body.on("data", (chunk: Buffer) => onBytes(chunk.length));
  try {
    await pump(answer.body, response);
  } catch {
    response.destroy();
  }
  return cause;
}

function headersToPass(answer: Answer): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of passedHeaders) {
    const value = headerOf(answer, name);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}
