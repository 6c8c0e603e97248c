/** The origin that serves the distribution API of an image host: `docker.io` answers under another name. */
export function registryOrigin(host: string, scheme: "https" | "http"): string {
  return new URL(`${scheme}://${host === "docker.io" ? "registry-1.docker.io" : host}`).origin;
}

/** The address of a manifest. Path and reference come from a parsed image, whose alphabet needs no encoding. */
export function manifestUrl(origin: string, path: string, reference: string): string {
  return `${origin}/v2/${path}/manifests/${reference}`;
}
