import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { ociConfigType, ociIndexType, ociLayerType, ociManifestType } from "./media-types.ts";
import { createTar } from "./tar.ts";

/** A real image or index: a client can pull it, and every digest is right. */
export type FakeImage = {
  mediaType: string;
  digest: string;
  manifest: Buffer;
  /** Config and layers by digest. */
  blobs: ReadonlyMap<string, Buffer>;
  platform: { os: string; architecture: string };
  /** The images of an index. */
  children: readonly FakeImage[];
};

export type ImageOptions = {
  os?: string;
  architecture?: string;
  /** Path in the image → content. */
  files?: Readonly<Record<string, string>>;
};

/** Builds a small image of one layer. Equal options give equal digests. */
export function createImage(options: ImageOptions = {}): FakeImage {
  const { os = "linux", architecture = "amd64" } = options;
  const files = options.files ?? { "hello.txt": `Hello from ${os}/${architecture}.\n` };
  const tar = createTar(files);
  const layer = gzipSync(tar, { level: 9 });
  const config = json({
    architecture,
    os,
    created: "2026-01-01T00:00:00Z",
    config: { Cmd: ["/hello"] },
    rootfs: { type: "layers", diff_ids: [sha256(tar)] },
    history: [{ created: "2026-01-01T00:00:00Z", created_by: "a test" }],
  });
  const blobs = new Map([
    [sha256(config), config],
    [sha256(layer), layer],
  ]);
  const manifest = json({
    schemaVersion: 2,
    mediaType: ociManifestType,
    config: descriptor(ociConfigType, config),
    layers: [descriptor(ociLayerType, layer)],
  });
  return {
    mediaType: ociManifestType,
    digest: sha256(manifest),
    manifest,
    blobs,
    platform: { os, architecture },
    children: [],
  };
}

/** Builds an index over images of several platforms. */
export function createIndex(children: readonly FakeImage[]): FakeImage {
  const manifest = json({
    schemaVersion: 2,
    mediaType: ociIndexType,
    manifests: children.map((child) => ({
      ...descriptor(child.mediaType, child.manifest),
      platform: child.platform,
    })),
  });
  return {
    mediaType: ociIndexType,
    digest: sha256(manifest),
    manifest,
    blobs: new Map(),
    platform: { os: "unknown", architecture: "unknown" },
    children,
  };
}

/** `sha256:…` of the bytes. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function descriptor(mediaType: string, bytes: Buffer) {
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
