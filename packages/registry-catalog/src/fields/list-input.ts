import type { FieldResult, Notice, Problem } from "../issue.ts";
import { problem, readTextInput } from "./text-input.ts";

const itemsMax = 100;

/**
 * Reads a list of texts: an array, or one text with commas, semicolons or line breaks between the
 * items. Empty items and doubles are dropped; the order stays. `check` answers per item.
 */
export function checkList(
  input: unknown,
  check: (item: string) => FieldResult<string>,
): FieldResult<readonly string[]> {
  const written = itemsOf(input);
  if (written === null) return problem("not-a-list", "Enter a list of texts.");
  if (written.length > itemsMax) return problem("too-many", `Enter at most ${itemsMax}.`);
  const items: string[] = [];
  const notices: Notice[] = [];
  for (const item of written) {
    const read = readTextInput(item);
    if (!read.ok) return read;
    if (read.text === "") continue;
    const result = check(read.text);
    if (!result.ok) return named(result, read.text);
    if (result.value !== undefined && !items.includes(result.value)) items.push(result.value);
    notices.push(...read.notices, ...result.notices);
  }
  return { ok: true, value: items.length === 0 ? undefined : items, notices };
}

function itemsOf(input: unknown): readonly unknown[] | null {
  if (input === undefined || input === null) return [];
  if (Array.isArray(input)) return input;
  return typeof input === "string" ? input.split(/[,;\n]/) : null;
}

/** A position inside one item says little in a list; naming the item says more. */
function named(result: { ok: false } & Problem, item: string): { ok: false } & Problem {
  const { at: _, ...rest } = result;
  const short = item.length <= 60 ? item : `${item.slice(0, 57)}…`;
  return { ...rest, message: `\`${short}\`: ${result.message}` };
}
