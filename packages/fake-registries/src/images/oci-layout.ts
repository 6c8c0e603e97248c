import type { Buffer } from "node:buffer";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { FakeImage } from "./create-image.ts";

/** Writes an image as an OCI layout directory, which skopeo reads as `oci:<directory>:<tag>`. */
export async function writeOciLayout(
  directory: string,
  tag: string,
  image: FakeImage,
): Promise<void> {
  const blobDirectory = path.join(directory, "blobs", "sha256");
  await mkdir(blobDirectory, { recursive: true });
  for (const [digest, bytes] of allBlobs(image)) {
    await writeFile(path.join(blobDirectory, digest.slice("sha256:".length)), bytes);
  }
  const index = {
    schemaVersion: 2,
    manifests: [
      {
        mediaType: image.mediaType,
        digest: image.digest,
        size: image.manifest.length,
        annotations: { "org.opencontainers.image.ref.name": tag },
      },
    ],
  };
  await writeFile(path.join(directory, "index.json"), JSON.stringify(index));
  await writeFile(path.join(directory, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
}

function allBlobs(image: FakeImage): Array<[digest: string, bytes: Buffer]> {
  return [[image.digest, image.manifest], ...image.blobs, ...image.children.flatMap(allBlobs)];
}
