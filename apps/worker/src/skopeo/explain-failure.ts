import { plainText } from "../plain-text.ts";

/**
 * Says in one sentence why skopeo failed by itself, with its own last words behind. What the registry
 * refused is known better from the proxy and never read from here.
 */
export function explainSkopeoFailure(stderr: string): string {
  const last = lastWords(stderr);
  const known = sentences.find(([pattern]) => pattern.test(stderr))?.[1];
  if (known === undefined) return last === "" ? "skopeo failed without a word." : `skopeo: ${last}`;
  return last === "" ? known : `${known} (skopeo: ${last})`;
}

const sentences: ReadonlyArray<readonly [RegExp, string]> = [
  [/no space left on device/i, "There is no space left where the image should go."],
  [/disk quota exceeded/i, "The disk quota doesn't allow the image where it should go."],
  [/rejected by policy/i, "This machine's signature policy (policy.json) rejects the image."],
  [
    /policy\.json: no such file/i,
    "skopeo finds no signature policy: /etc/containers/policy.json is missing.",
  ],
  [
    /no image found in .*(manifest list|image index)/i,
    "The image has no variant for this machine.",
  ],
  [/docker daemon|docker\.sock/i, "The Docker engine can't be reached."],
  [
    /unknown flag/i,
    "This skopeo doesn't know an option that berth-worker needs; 1.9 and newer do.",
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
  [/\/dev\/fd\/\d+: no such file/i, "skopeo can't read /dev/fd; is /proc mounted here?"],
];

/** The message of the last line, without the frame that skopeo's log puts around it. */
function lastWords(stderr: string): string {
  const line = stderr.trim().split("\n").at(-1) ?? "";
  const message = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
  return plainText(message === undefined ? line : message.replaceAll('\\"', '"'));
}
