/**
 * Compose's interpolation:
 *
 *   template = *( text / "$$" / "$" name / "${" name [ operator word ] "}" )
 *   operator = ":-" / "-" / ":?" / "?" / ":+" / "+" / ":=" / "="    the last two: envsubst and Flux only
 *   word     = template
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md
 */
export type TemplatePart =
  | { kind: "literal"; text: string; start: number }
  | { kind: "variable"; name: string; operator: Operator | null; word: string; start: number };

export type Operator = "default" | "default-if-unset" | "required" | "replace" | "replace-if-set";

/** A variable may refer to others in its default; what nests deeper than this stays unresolved. */
export const nestingMax = 8;

const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const operators: ReadonlyArray<readonly [string, Operator]> = [
  [":-", "default"],
  [":=", "default"],
  [":?", "required"],
  [":+", "replace"],
  ["-", "default-if-unset"],
  ["=", "default-if-unset"],
  ["?", "required"],
  ["+", "replace-if-set"],
];

/** Splits a text into its literal parts and its variables. What is no valid `$…` stays literal. */
export function splitTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  const literal = (piece: string, start: number) => {
    const last = parts.at(-1);
    if (last?.kind === "literal") last.text += piece;
    else if (piece !== "") parts.push({ kind: "literal", text: piece, start });
  };
  const braces = closingBraces(text);
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf("$", at);
    if (dollar === -1) break;
    literal(text.slice(at, dollar), at);
    if (text[dollar + 1] === "$") {
      literal("$", dollar);
      at = dollar + 2;
      continue;
    }
    const found = readVariable(text, dollar, braces);
    if (found === null) literal("$", dollar);
    else parts.push(found.part);
    at = found?.end ?? dollar + 1;
  }
  literal(text.slice(at), at);
  return parts;
}

function readVariable(
  text: string,
  start: number,
  braces: ReadonlyMap<number, number>,
): { part: TemplatePart; end: number } | null {
  const braced = text[start + 1] === "{";
  const nameAt = start + (braced ? 2 : 1);
  namePattern.lastIndex = nameAt;
  const name = namePattern.exec(text)?.[0];
  if (name === undefined) return null;
  const nameEnd = nameAt + name.length;
  const plain = { kind: "variable", name, operator: null, word: "", start } as const;
  if (!braced) return { part: plain, end: nameEnd };
  const close = braces.get(start);
  if (close === undefined) return null;
  const inside = text.slice(nameEnd, close);
  if (inside === "") return { part: plain, end: close + 1 };
  const operator = operators.find(([sign]) => inside.startsWith(sign));
  if (operator === undefined) return null;
  const word = inside.slice(operator[0].length);
  return { part: { ...plain, operator: operator[1], word }, end: close + 1 };
}

/** Where each `${` is closed, by where it stands; found in one pass, since an open one would else be looked for anew. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "$" && text[at + 1] === "{") open.push(at);
    else if (text[at] === "}") {
      const start = open.pop();
      if (start !== undefined) closing.set(start, at);
    }
  }
  return closing;
}
