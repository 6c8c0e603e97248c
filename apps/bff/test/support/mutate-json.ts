import fc, { type Arbitrary } from "fast-check";
import { idsFor, junkTexts } from "./random-values.ts";

export type Mutation = {
  kind: "delete" | "replace" | "add";
  place: number;
  value: unknown;
  key: string;
};

export const mutations: Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("delete", "replace", "replace", "add"),
  place: fc.nat(1000),
  value: fc.oneof(
    fc.constantFrom<unknown>(null, -1, 0, 1e308, 0.5, true, [], {}, ...junkTexts, "x".repeat(5000)),
    fc.constant(Array.from({ length: 600 }, () => "x")),
    fc.constant({ deep: { deep: { deep: { deep: [[[[{}]]]] } } } }),
    idsFor("registry"),
  ),
  key: fc.constantFrom(
    "organizationId",
    "orgId",
    "org",
    "role",
    "userId",
    "personId",
    "id",
    "expiresAt",
    "scopes",
    "__proto__",
    "constructor",
    "toString",
    "x",
  ),
});

/** The value with one thing taken out, put in or replaced, somewhere. */
export function mutate(value: unknown, { kind, place, value: put, key }: Mutation): unknown {
  const copy = structuredClone(value);
  const holders: (Record<string, unknown> | unknown[])[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    holders.push(node as Record<string, unknown>);
    for (const child of Object.values(node)) look(child);
  };
  look(copy);
  const holder = holders[place % Math.max(1, holders.length)];
  if (holder === undefined) return put;
  const keys = Object.keys(holder);
  const chosen = keys[Math.floor(place / holders.length) % Math.max(1, keys.length)];
  // Defined, not assigned: `__proto__` has to be a key of the JSON.
  const set = (name: string) =>
    Object.defineProperty(holder, name, {
      value: put,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  if (kind === "add") set(Array.isArray(holder) ? String(holder.length) : key);
  else if (chosen === undefined) return put;
  else if (kind === "replace") set(chosen);
  else Reflect.deleteProperty(holder, chosen);
  return copy;
}
