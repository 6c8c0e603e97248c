/** What may be asked of the loopback proxy, and nothing else. */
export type ProxyResource =
  | { kind: "base" }
  | { kind: "manifest"; reference: string }
  | { kind: "blob"; digest: string };

const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,128}$/;

/** Reads `/v2/`, `/v2/<name>/manifests/<reference>` and `/v2/<name>/blobs/<digest>`; null for the rest. */
export function parseProxyPath(path: string): { name: string; resource: ProxyResource } | null {
  if (path === "/v2/" || path === "/v2") return { name: "", resource: { kind: "base" } };
  const [, name, what, reference] =
    /^\/v2\/([a-z0-9]+)\/(manifests|blobs)\/([^/?#%]+)$/.exec(path) ?? [];
  if (name === undefined || reference === undefined) return null;
  const isDigest = digestPattern.test(reference);
  if (what === "blobs") {
    return isDigest ? { name, resource: { kind: "blob", digest: reference } } : null;
  }
  if (!isDigest && !tagPattern.test(reference)) return null;
  return { name, resource: { kind: "manifest", reference } };
}
