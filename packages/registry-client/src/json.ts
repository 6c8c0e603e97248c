export type ParsedJson =
  | { ok: true; value: unknown }
  | { ok: false; code: "not-json" | "too-deep" | "too-many-keys" };

export const jsonDepthMax = 32;
export const jsonKeysMax = 10_000;

/**
 * `JSON.parse` for texts of strangers: depth and number of keys are bounded before anything is built,
 * and the failure never quotes the input (the engine's own message does).
 */
export function parseJson(text: string): ParsedJson {
  const excess = findExcess(text);
  if (excess !== null) return { ok: false, code: excess };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, code: "not-json" };
  }
}

/** An object's own field; nothing inherited, so `__proto__` and `constructor` in the text mean nothing. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** The same, where only a text will do. */
export function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === "string" ? found : undefined;
}

function findExcess(text: string): "too-deep" | "too-many-keys" | null {
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === "{" || char === "[") {
      depth += 1;
      if (depth > jsonDepthMax) return "too-deep";
    } else if (char === "}" || char === "]") depth -= 1;
    else if (char === ":") {
      keys += 1;
      if (keys > jsonKeysMax) return "too-many-keys";
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
