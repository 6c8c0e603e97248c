import type { ImageReference } from "@berth/image-pattern";

/**
 * Host and path of an image with the host as it was written, without tag and digest: clients that look a
 * login up by name compare text, so `reg.io:443` and `reg.io` are two hosts to them.
 */
export function writtenName({ text, host, path }: ImageReference): string {
  const [first = ""] = text.trim().split("/", 1);
  // Without a host of its own the text begins with the path; canonical paths end like written ones.
  const hasHost = text.includes("/") && /[.:[]|^localhost$|[A-Z]/.test(first);
  return `${hasHost ? first : host}/${path}`;
}
