import type { FoundImage } from "../found-image.ts";
import { nestingMax, splitTemplate, type TemplatePart } from "./template-text.ts";

export type ResolvedImage = FoundImage & {
  /**
   * The text with every variable filled in, fit to be matched: where only variables of the tag are unknown,
   * the tag is left off, since no tag takes part in matching. Null where something else is unknown.
   */
  reference: string | null;
  /** Variables that have neither a value nor a default, in the order of the text. */
  missing: string[];
};

/**
 * Fills the given values into images, the way Compose does: a default stands in where there is no value,
 * `:-` and `:+` treat an empty value as none, `$$` is a dollar sign.
 *
 * @example
 * applyVariables(images, { REGISTRY: "quay.io" })[0]?.reference // "quay.io/acme/app"
 */
export function applyVariables(
  images: readonly FoundImage[],
  values: Readonly<Record<string, string>>,
): ResolvedImage[] {
  return images.map((image) => {
    if (image.variables === undefined) {
      return { ...image, reference: image.text === "" ? null : image.text, missing: [] };
    }
    const missing = new Set<string>();
    const whole = fill(image.text, values, missing, nestingMax);
    const unknown = [...missing];
    const inTag = new Set(image.variables.flatMap((one) => (one.inTag ? [one.name] : [])));
    const inTagOnly = unknown.every((name) => inTag.has(name));
    return {
      ...image,
      reference:
        image.text === "" || !inTagOnly ? null : unknown.length > 0 ? cutTag(whole) : whole,
      missing: unknown,
    };
  });
}

/** Stands for an unknown value until the tag it is part of is cut off; no image text holds it. */
const gap = "\u0000";

function fill(
  text: string,
  values: Readonly<Record<string, string>>,
  missing: Set<string>,
  depth: number,
): string {
  const parts = splitTemplate(text);
  return parts.map((part) => fillPart(part, values, missing, depth)).join("");
}

function fillPart(
  part: TemplatePart,
  values: Readonly<Record<string, string>>,
  missing: Set<string>,
  depth: number,
): string {
  if (part.kind === "literal") return part.text;
  const value = Object.hasOwn(values, part.name) ? values[part.name] : undefined;
  const word = () => (depth === 0 ? unknown() : fill(part.word, values, missing, depth - 1));
  const unknown = () => {
    missing.add(part.name);
    return gap;
  };
  if (part.operator === "default") return value || word();
  if (part.operator === "default-if-unset") return value ?? word();
  if (part.operator === "replace") return value ? word() : "";
  if (part.operator === "replace-if-set") return value === undefined ? "" : word();
  return value === undefined || value === "" ? unknown() : value;
}

/** Cuts at the tag or digest that the gap belongs to, a colon directly before it included. */
function cutTag(text: string): string {
  const before = text.slice(0, text.indexOf(gap));
  const at = before.indexOf("@");
  if (at !== -1) return before.slice(0, at);
  const colon = before.lastIndexOf(":");
  return colon > before.lastIndexOf("/") ? before.slice(0, colon) : before;
}
