import type { Collector } from "./collector.ts";
import { limits } from "./limits.ts";
import type { YamlEntry } from "./yaml/value.ts";

/**
 * The text under an `image:` key, or null with the problem told: whoever reads such a file refuses the
 * value as well, so guessing at it would show a verdict for an image that never runs.
 */
export function imageText(entry: YamlEntry, who: string, collector: Collector): string | null {
  const { value } = entry;
  if (value.kind === "unknown") return null;
  if (value.kind === "text" && value.text.length > limits.imageLength) {
    collector.problem(
      value.at,
      `The image of ${who} is longer than ${limits.imageLength} characters.`,
    );
    return null;
  }
  if (value.kind === "text" && value.text.trim() !== "") return value.text.trim();
  if (value.kind === "text" || (value.kind === "other" && value.empty)) {
    collector.problem(entry.keyAt, `The image of ${who} is empty.`);
  } else if (value.kind === "other") {
    collector.problem(
      value.at,
      `The image of ${who} reads as ${value.source}, which is not text. Put it in quotes.`,
    );
  } else collector.problem(value.at, `The image of ${who} has to be one text.`);
  return null;
}

/** `step 'train'`; a thing without a name is told by its place in the list. */
export function named(what: string, name: string | undefined, index?: number): string {
  if (name !== undefined && name !== "") return `${what} '${name}'`;
  return index === undefined ? what : `${what} ${index + 1}`;
}
