import { canonicalHost } from "@berth/image-pattern/host";

/** The canonical host behind what a client calls its server, such as `https://index.docker.io/v1/`; or null. */
export function serverHost(server: string): string | null {
  const [host = ""] = server.replace(/^https?:\/\//i, "").split("/");
  const read = canonicalHost(host);
  return read.ok ? read.host : null;
}

/** How Docker itself writes a host among its credentials. */
export function serverOf(host: string): string {
  return host === "docker.io" ? "https://index.docker.io/v1/" : host;
}
