import type { Hint, HintId } from "./answers.ts";
import type { ImageErrorCode } from "./image-errors.ts";
import { compileEntry } from "./entry.ts";
import type { HostRule } from "./host-rule.ts";
import { formatImage, parseImage } from "./image.ts";
import type { ImageReference } from "./image.ts";
import { imageOn, nearMissOf } from "./near-miss.ts";
import { pairMatcher, pairMatches } from "./pair-match.ts";
import { parsePattern } from "./parse-pattern.ts";
import type { PatternErrorCode } from "./pattern.ts";
import type { Failure } from "./result.ts";

/**
 * The one most useful thing to say about a pattern and an image as they are typed; null when the
 * pattern matches, or when there is nothing to say beyond the refusal or "no match".
 */
export function hintFor(pattern: string, image: string, hosts?: HostRule): Hint | null {
  const compiled = compileEntry({ id: "", pattern, hosts });
  if (!compiled.ok) {
    const failure = parsePattern(pattern);
    return failure.ok ? null : patternHint(failure);
  }
  const parsed = parseImage(image);
  if (!parsed.ok) return imageHint(parsed);
  const { entry } = compiled;
  const matcher = pairMatcher(entry);
  const { canonical, host } = parsed.image;
  if (pairMatches(matcher, canonical, host.length)) return null;
  const near = nearMissOf(entry, matcher, parsed.image);
  if (near !== null && near.closeness >= NEAR && near.hint !== null) return near.hint;
  const ownHost = entry.hostLiterals < 0 ? entry.canonical.slice(0, entry.hostLength) : null;
  return readingHint(parsed.image, ownHost) ?? near?.hint ?? null;
}

/** From here on a pattern is near enough that its miss says more than how the image was read. */
export const NEAR = 70;

/** What to say about an image that no pattern is near to, from how its name was read. */
export function readingHint(image: ImageReference, registryHost: string | null): Hint | null {
  const codes = new Set(image.notes.map((note) => note.code));
  if (codes.has("caps-host")) {
    const written = image.text.slice(0, image.written.host?.end);
    const message = `Because of the capital letters \`${written}\` is read as a host name, not as a Docker Hub user.`;
    return {
      id: "caps-host",
      message,
      fix: { kind: "image", text: written.toLowerCase() + image.text.slice(written.length) },
    };
  }
  if (codes.has("hub-implied") && registryHost !== "docker.io") {
    const implied = codes.has("library-implied") ? "docker.io/library/" : "docker.io/";
    const text = registryHost === null ? null : imageOn(image, registryHost);
    const example = text ?? `myregistry.azurecr.io/${image.text}`;
    const message = `\`${implied}\` was implied. To use your registry write its host, e.g. \`${example}\`.`;
    return {
      id: "implied-hub",
      message,
      ...(text === null ? {} : { fix: { kind: "image", text } }),
    };
  }
  if (codes.has("hub-alias")) {
    const message = "That is Docker Hub's server, but image names use `docker.io`.";
    return { id: "hub-alias", message, fix: { kind: "image", text: formatImage(image) } };
  }
  return null;
}

export function imageHint(failure: Failure<ImageErrorCode>): Hint | null {
  const id = IMAGE_HINTS[failure.code];
  return id === undefined ? null : hintOf(id, failure, "image");
}

export function patternHint(failure: Failure<PatternErrorCode>): Hint | null {
  const id = PATTERN_HINTS[failure.code];
  return id === undefined ? null : hintOf(id, failure, "pattern");
}

const IMAGE_HINTS: Partial<Record<ImageErrorCode, HintId>> = {
  scheme: "scheme",
  space: "space",
  "upper-case": "case",
};

const PATTERN_HINTS: Partial<Record<PatternErrorCode, HintId>> = {
  scheme: "scheme",
  space: "space",
  "upper-case": "case",
  tag: "tag-in-pattern",
  "at-sign": "tag-in-pattern",
  ambiguous: "tag-in-pattern",
  "host-star-alone": "host-star",
  "host-star-domain": "host-star",
  "host-star-ip": "host-star",
};

function hintOf(id: HintId, failure: Failure<string>, kind: "pattern" | "image"): Hint {
  const [text] = failure.fixes ?? [];
  return { id, message: failure.message, ...(text === undefined ? {} : { fix: { kind, text } }) };
}
