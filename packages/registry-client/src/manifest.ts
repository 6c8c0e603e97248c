import type { ManifestFacts, ManifestProblem } from "./check-event.ts";
import { digestOf, isDigest } from "./digest.ts";
import { field, parseJson, textField } from "./json.ts";

/** What distribution's own server accepts as a manifest. */
export const manifestBytesMax = 4 * 1024 * 1024;

const schema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";
const indexTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const manifestTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.oci.artifact.manifest.v1+json",
];

/** Sent with every manifest request: without the index types some registries answer 404 for multi-platform images. */
export const manifestAccept = [...indexTypes, ...manifestTypes, "*/*"].join(", ");

export type ManifestReading =
  | { ok: true; facts: ManifestFacts; schema1: boolean }
  | { ok: false; code: ManifestProblem; expected: string; actual: string };

/**
 * Reads a manifest and holds it against what was asked and promised: the digest is recomputed from
 * the bytes, and `Content-Type` has to agree with the body's own `mediaType` (CVE-2021-41190).
 * @param claimed `Docker-Content-Digest`, if sent.
 * @param requested the digest in the image's own name, if any.
 */
export async function readManifest(
  bytes: Uint8Array,
  contentType: string | null,
  claimed: string | null,
  requested: string | null,
): Promise<ManifestReading> {
  const json = parseJson(new TextDecoder().decode(bytes));
  if (!json.ok || field(json.value, "schemaVersion") === undefined) {
    return {
      ok: false,
      code: "not-json",
      expected: "a manifest",
      actual: contentType ?? "no content type",
    };
  }
  // Under the name of a later form the body has to keep that form's promises, whatever version it says.
  const named = isManifestType(contentType) && contentType !== schema1;
  const old = !named && (contentType === schema1 || field(json.value, "schemaVersion") === 1);
  const mediaType = textField(json.value, "mediaType") ?? contentType ?? "";
  if (!old && isManifestType(contentType) && contentType !== mediaType) {
    return { ok: false, code: "media-type", expected: contentType, actual: shown(mediaType) };
  }
  for (const expected of [requested, claimed]) {
    if (expected === null || (old && isDigest(expected))) continue;
    const actual = isDigest(expected) ? await digestOf(bytes, expected) : "not a digest";
    if (actual !== expected)
      return { ok: false, code: "digest", expected: shown(expected), actual };
  }
  // A schema 1 digest covers the payload without its signatures, not the bytes: it rests on the header alone.
  if (old && requested !== null && claimed !== null && requested !== claimed) {
    return { ok: false, code: "digest", expected: shown(requested), actual: shown(claimed) };
  }
  const digest = requested ?? (old ? claimed : null) ?? (await digestOf(bytes));
  return {
    ok: true,
    schema1: old,
    facts: {
      digest: shown(digest),
      digestFrom: old ? "header" : "body",
      mediaType: shown(mediaType),
      sizeBytes: bytes.length,
      platforms: platformsOf(json.value),
    },
  };
}

/** Can an answer of this media type be a manifest? */
export function isManifestType(contentType: string | null): contentType is string {
  return (
    contentType !== null &&
    (contentType === schema1 || [...indexTypes, ...manifestTypes].includes(contentType))
  );
}

/** The platforms of an index; attestations stand there as `unknown/unknown` and are left out. */
function platformsOf(manifest: unknown): string[] {
  const entries = field(manifest, "manifests");
  if (!Array.isArray(entries)) return [];
  const platforms = entries.slice(0, 64).map((entry: unknown) => {
    const platform = field(entry, "platform");
    const parts = ["os", "architecture", "variant"].map((name) => textField(platform, name));
    return parts.filter((part) => part !== undefined && /^[\w.-]{1,32}$/.test(part)).join("/");
  });
  return [...new Set(platforms.filter((name) => name !== "" && !name.startsWith("unknown")))];
}

function shown(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "?").slice(0, 200);
}
