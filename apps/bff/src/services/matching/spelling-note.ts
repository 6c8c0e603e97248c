import type { ImageNoteCode, ImageReference } from "@berth/image-pattern";

/** Ways of writing a host that Berth reads as another text. */
const spellings: ReadonlySet<ImageNoteCode> = new Set<ImageNoteCode>([
  "host-case",
  "hub-alias",
  "port-dropped",
  "port-zeros",
  "ipv6-form",
]);

/**
 * For an image that is served: what doesn't find its credential because it compares host names as text.
 * Null where the host is written as everybody compares it.
 */
export function spellingNote({ notes, canonical }: ImageReference): string | null {
  if (!notes.some(({ code }) => spellings.has(code))) return null;
  return `Written this way it is served by \`berth-worker pull\`; the kubelet, and an auth file made with \`--all\`, compare hosts as text and don't find it. Write \`${canonical}\` to have it served everywhere.`;
}
