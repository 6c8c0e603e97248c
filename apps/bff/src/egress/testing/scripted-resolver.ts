import type { Resolver, ResolverAnswer } from "../resolve.ts";

/**
 * A resolver that answers from a table and writes down every question. A list of answers is given
 * one after the other, the last one again and again; `"hang"` never answers.
 */
export function scriptedResolver(
  table: Record<string, string[] | Array<string[]> | ResolverAnswer | "hang">,
): { resolver: Resolver; asked: string[] } {
  const asked: string[] = [];
  const resolver: Resolver = (name) => {
    const earlier = asked.filter((one) => one === name).length;
    asked.push(name);
    const entry = table[name];
    if (entry === undefined) {
      return Promise.resolve({ ok: false, code: "not-found", osCode: "ENOTFOUND" });
    }
    if (entry === "hang") return new Promise(() => {});
    if (!Array.isArray(entry)) return Promise.resolve(entry);
    const turns = entry.every((item) => typeof item === "string")
      ? [entry]
      : entry.filter((item) => Array.isArray(item));
    const addresses = turns[Math.min(earlier, turns.length - 1)] ?? [];
    return Promise.resolve({ ok: true, addresses });
  };
  return { resolver, asked };
}
