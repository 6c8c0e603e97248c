import { formatImage, parseImage, type ImageReference } from "@berth/image-pattern";
import { recogniseToken } from "../fields/known-tokens.ts";
import type { Notice } from "../issue.ts";
import { tidyEnds } from "../text/tidy.ts";

export interface PastedImage {
  readonly image: ImageReference;
  /** `host/path[:tag][@digest]`, canonical. */
  readonly reference: string;
  readonly notices: readonly Notice[];
}

/** Reads one image as people copy it: with `docker pull`, quotes, `image:` or `https://` around it. */
export function readPastedImage(text: string): PastedImage | null {
  // A token can have the form of a repository's name; it must not end up in a public field.
  if (recogniseToken(text.trim()) !== null) return null;
  const tidy = tidyEnds(text, { docker: true, quotes: true });
  const key = /^(?:-\s+)?(?:image|FROM):?\s+/.exec(tidy.text);
  const inner = key === null ? tidy : tidyEnds(tidy.text.slice(key[0].length), { quotes: true });
  const scheme = /^(?:https|docker|oci):\/\//.exec(inner.text);
  const parsed = parseImage(inner.text.slice(scheme?.[0].length ?? 0));
  if (!parsed.ok) return null;
  const notices = [...tidy.notices];
  if (scheme !== null) {
    notices.push({
      code: "scheme-removed",
      message: `Removed '${scheme[0]}'. Image references don't include it.`,
    });
  }
  return { image: parsed.image, reference: formatImage(parsed.image), notices };
}
