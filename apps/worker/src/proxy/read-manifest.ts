import { createHash } from "node:crypto";
import { networkCause } from "../net/network-cause.ts";
import { BodyTooLarge, headerOf, readBody, type Answer } from "../net/send.ts";
import type { Trouble } from "./trouble.ts";

const manifestBytesMax = 4 * 1024 * 1024;

/** `again`: it broke off on its way, so another asking may help. */
type Unread = Trouble & { again: boolean };

/** A manifest whose bytes are the ones its digest names, or the trouble; nothing is answered yet. */
export async function readManifest(
  answer: Answer,
  reference: string,
  host: string,
): Promise<{ body: Buffer; digest: string } | Unread> {
  let body: Buffer;
  try {
    body = await readBody(answer, manifestBytesMax);
  } catch (err) {
    return err instanceof BodyTooLarge
      ? unread(`The manifest from ${host} is over 4 MiB.`)
      : { ...unread(`The manifest broke off: ${networkCause(host, err).text}.`), again: true };
  }
  const unusable = unusableForm(answer);
  if (unusable !== null) return unread(`${host} ${unusable}.`);
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  const claims = [headerOf(answer, "docker-content-digest"), reference];
  if (claims.some((claim) => claim?.startsWith("sha256:") === true && claim !== digest)) {
    return unread(`${host} sent a manifest that isn't the one its digest names.`);
  }
  return { body, digest };
}

function unread(message: string): Unread {
  return { status: null, message, again: false };
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
