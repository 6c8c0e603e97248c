import findMyWay from "find-my-way";
import picomatch from "picomatch";
import { parseImage } from "../src/index.ts";
import type { PatternEntry } from "../src/index.ts";

/** Looks up one canonical name; what it returns is only compared with null. */
export type Lookup = (name: string) => unknown;

/** The least a lookup can cost: cut the name out of the reference and ask a `Map` for it. */
export function mapFloor(patterns: readonly string[]): (reference: string, end: number) => unknown {
  const map = new Map(patterns.map((pattern) => [pattern, pattern]));
  return (reference, end) => map.get(reference.slice(0, end));
}

/** First hit of compiled regular expressions, in evaluation order. */
export function linearRegExp(entries: readonly PatternEntry[]): Lookup {
  const compiled = entries.map(({ pattern }) => ({ pattern, expression: toRegExp(pattern) }));
  return (name) => compiled.find(({ expression }) => expression.test(name))?.pattern ?? null;
}

/** First hit of picomatch matchers, in evaluation order. */
export function linearPicomatch(entries: readonly PatternEntry[]): Lookup {
  const compiled = entries.map(({ pattern }) => ({
    pattern,
    isMatch: picomatch(toPicomatch(pattern)),
  }));
  return (name) => compiled.find(({ isMatch }) => isMatch(name))?.pattern ?? null;
}

/** A URL router as index. It can't hold stars inside a component or in a host; `left` counts those. */
export function router(entries: readonly PatternEntry[]): {
  readonly lookup: Lookup;
  readonly left: number;
} {
  const routes = findMyWay({ ignoreTrailingSlash: false });
  let left = 0;
  const add = (path: string, pattern: string): void => {
    const url = `/${path.replaceAll(":", "::")}`;
    if (!routes.hasRoute("GET", url)) routes.on("GET", url, () => pattern);
  };
  for (const { pattern } of entries) {
    const base = pattern.endsWith("/*") ? pattern.slice(0, -2) : pattern;
    if (base.includes("*")) left++;
    else add(base, pattern);
    if (!base.includes("*") && base !== pattern) add(pattern, pattern);
  }
  return { lookup: (name) => routes.find("GET", `/${name}`), left };
}

/** Canonical names for peers that don't read references themselves. */
export function canonicalNames(references: readonly string[]): readonly string[] {
  return references.flatMap((reference) => {
    const parsed = parseImage(reference);
    return parsed.ok ? [parsed.image.canonical] : [];
  });
}

function toRegExp(pattern: string): RegExp {
  const slash = pattern.indexOf("/");
  const below = pattern.endsWith("/*") ? "(?:/.*)?" : "";
  const path = below === "" ? pattern.slice(slash) : pattern.slice(slash, -2);
  const escape = (text: string): string => text.replace(/[.[\]\\-]/g, "\\$&");
  const host = escape(pattern.slice(0, slash)).replaceAll("*", "[^.]+");
  return new RegExp(`^${host}${escape(path).replaceAll("*", ".*")}${below}$`);
}

/** The nearest thing picomatch can say; it has no star that crosses slashes inside a component. */
function toPicomatch(pattern: string): string {
  return pattern.endsWith("/*")
    ? `${pattern.slice(0, -2)}{,/**}`
    : pattern.replaceAll("/*/", "/**/");
}
