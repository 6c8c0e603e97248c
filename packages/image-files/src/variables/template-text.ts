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

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*/;
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
    const found = readVariable(text, dollar);
    if (found === null) literal("$", dollar);
    else parts.push(found.part);
    at = found?.end ?? dollar + 1;
  }
  literal(text.slice(at), at);
  return parts;
}

function readVariable(text: string, start: number): { part: TemplatePart; end: number } | null {
  const braced = text[start + 1] === "{";
  const nameAt = start + (braced ? 2 : 1);
  const name = namePattern.exec(text.slice(nameAt))?.[0];
  if (name === undefined) return null;
  const nameEnd = nameAt + name.length;
  const plain = { kind: "variable", name, operator: null, word: "", start } as const;
  if (!braced) return { part: plain, end: nameEnd };
  const close = closingBrace(text, nameEnd);
  if (close === -1) return null;
  const inside = text.slice(nameEnd, close);
  if (inside === "") return { part: plain, end: close + 1 };
  const operator = operators.find(([sign]) => inside.startsWith(sign));
  if (operator === undefined) return null;
  const word = inside.slice(operator[0].length);
  return { part: { ...plain, operator: operator[1], word }, end: close + 1 };
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "$" && text[at + 1] === "{") depth += 1;
    else if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
