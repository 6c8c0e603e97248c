/** The origin that serves the distribution API of an image host: `docker.io` answers under another name. */
export function registryOrigin(host: string, scheme: "https" | "http"): string {
  return new URL(`${scheme}://${host === "docker.io" ? "registry-1.docker.io" : host}`).origin;
}

/** The address of a layer. The digest comes checked, and its alphabet needs no encoding. */
export function blobUrl(origin: string, path: string, digest: string): string {
  return `${origin}/v2/${path}/blobs/${digest}`;
}

/** The address of a manifest. Path and reference come from a parsed image, whose alphabet needs no encoding. */
export function manifestUrl(origin: string, path: string, reference: string): string {
  return `${origin}/v2/${path}/manifests/${reference}`;
}
