import type { ImageVariable } from "../found-image.ts";
import { nestingMax, splitTemplate, type TemplatePart } from "./template-text.ts";

/**
 * The variables of an image's text, each named once, those inside defaults included.
 * A name that stands both in front of the tag and in it counts as standing in front.
 */
export function findVariables(text: string): ImageVariable[] {
  const found = new Map<string, ImageVariable>();
  collect(text, false, found, nestingMax);
  return [...found.values()];
}

function collect(
  text: string,
  inTagAlready: boolean,
  found: Map<string, ImageVariable>,
  depth: number,
): void {
  const parts = splitTemplate(text);
  const tagAt = inTagAlready ? 0 : tagStart(parts);
  for (const part of parts) {
    if (part.kind !== "variable") continue;
    const inTag = part.start >= tagAt || bringsItsOwnTag(part, parts);
    const known = found.get(part.name);
    const fallback = part.operator?.startsWith("default") === true ? part.word : undefined;
    const kept = known?.default ?? fallback;
    found.set(part.name, {
      name: part.name,
      inTag: inTag && (known?.inTag ?? true),
      ...(kept === undefined ? {} : { default: kept }),
    });
    if (depth > 0 && part.word.includes("$") && part.operator !== "required") {
      collect(part.word, inTag, found, depth - 1);
    }
  }
}

/** Where the tag or digest begins: the first literal `@`, or the last `:` with no `/` behind it. */
function tagStart(parts: readonly TemplatePart[]): number {
  let start = Infinity;
  for (const part of parts) {
    if (part.kind !== "literal") continue;
    const digest = part.text.indexOf("@");
    if (digest !== -1) return Math.min(start, part.start + digest);
    const slash = part.text.lastIndexOf("/");
    if (slash !== -1) start = Infinity;
    const colon = part.text.indexOf(":", slash + 1);
    if (colon !== -1 && start === Infinity) start = part.start + colon;
  }
  return start;
}

/** `app${SUFFIX:-:1.2}`: the last part, and the only value known for it is a tag with its colon. */
function bringsItsOwnTag(part: TemplatePart, parts: readonly TemplatePart[]): boolean {
  return part.kind === "variable" && part === parts.at(-1) && /^[:@][^/]*$/.test(part.word);
}
