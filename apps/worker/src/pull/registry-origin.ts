/** Who is dialled for an image's host. Plain http only where the machine's owner listed the host. */
export function registryOrigin(host: string, insecure: ReadonlySet<string>): string {
  const scheme = insecure.has(host) ? "http" : "https";
  // Docker Hub's registry answers under a name of its own.
  return new URL(`${scheme}://${host === "docker.io" ? "registry-1.docker.io" : host}`).origin;
}
