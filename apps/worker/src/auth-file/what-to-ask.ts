import type { WorkerPattern } from "@berth/api-contract";
import { authFileKey, parseImage } from "@berth/image-pattern";
import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { writtenName } from "../pull/written-name.ts";

/** One request to Berth and the key its answer stands under. */
export type Asking = { key: string; text: string; isPattern: boolean; kind: "image" | "pattern" };

/** @throws {Failure} where a text is no image. */
export function askForImages(texts: readonly string[]): Asking[] {
  const all = texts.map((text): Asking => {
    const read = parseImage(text);
    if (!read.ok) throw new Failure(exitCode.usage, `${text} is no image name: ${read.message}`);
    return { key: writtenName(read.image), text, isPattern: false, kind: "image" };
  });
  return [...new Map(all.map((asking) => [asking.key, asking])).values()];
}

/** What of the patterns such a file can say, and what it can't. */
export function askForPatterns(patterns: readonly WorkerPattern[]): {
  askings: Asking[];
  leftOut: string[];
} {
  const askings: Asking[] = [];
  const leftOut: string[] = [];
  for (const { pattern } of patterns) {
    const key = authFileKey(pattern);
    if (key === null) leftOut.push(pattern);
    // A repository of its own gets the narrowest credential its registry has.
    else
      askings.push({
        key,
        text: pattern,
        isPattern: true,
        kind: key === pattern ? "image" : "pattern",
      });
  }
  return { askings: askings.sort((a, b) => (a.key < b.key ? -1 : 1)), leftOut: leftOut.sort() };
}
