import { plainText } from "../plain-text.ts";
import type { EngineName } from "./engine.ts";

/**
 * Says in one sentence why an engine failed by itself, with its own last words behind. What the registry
 * refused is known better from the proxy and never read from here.
 */
export function explainFailure(engine: EngineName, words: string): string {
  const last = lastWords(words);
  const known = sentences.find(([pattern]) => pattern.test(words))?.[1];
  if (known === undefined) {
    return last === "" ? `${engine} failed without a word.` : `${engine}: ${last}`;
  }
  return last === "" ? known : `${known} (${engine}: ${last})`;
}

const sentences: ReadonlyArray<readonly [RegExp, string]> = [
  [/no space left on device/i, "There is no space left where the image should go."],
  [/disk quota exceeded/i, "The disk quota doesn't allow the image where it should go."],
  [/rejected by policy/i, "This machine's signature policy (policy.json) rejects the image."],
  [
    /policy\.json: no such file/i,
    "There is no signature policy: /etc/containers/policy.json is missing.",
  ],
  [
    /no image found in .*(manifest list|image index)|no matching manifest for/i,
    "The image has no variant for this machine.",
  ],
  [/docker daemon|docker\.sock/i, "The Docker engine can't be reached."],
  [
    /unknown flag/i,
    "It doesn't know an option that berth-worker needs; skopeo 1.9, Podman 4.3 and newer do.",
  ],
  [
    /digest did not match|digest mismatch|does not match (expected )?digest/i,
    "What arrived isn't what its digest names.",
  ],
  [
    /permission denied|operation not permitted/i,
    "This user may not write where the image should go.",
  ],
  [/read-only file system/i, "Where the image should go can't be written to."],
  [/\/dev\/fd\/\d+: no such file/i, "The client can't read /dev/fd; is /proc mounted here?"],
];

/** The message of the last line, without the frame that skopeo's log puts around it. */
function lastWords(stderr: string): string {
  const line = stderr.trim().split("\n").at(-1) ?? "";
  const message = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
  return plainText(message === undefined ? line : message.replaceAll('\\"', '"'));
}
