import fc, { type Arbitrary } from "fast-check";
import { z } from "zod";

/** Texts that mean something to the server under test. */
export type KnownTexts = { images: readonly string[]; patterns: readonly string[] };

/** Ids as words, such as `@foreign:registry:0@`, mostly of that table; now and then what is no id. */
export function idsFor(table: string | null): Arbitrary<string> {
  const tables = fc.constantFrom(
    ...(table === null ? [] : [table, table, table, table]),
    "registry",
    "check",
    "project",
    "worker_token",
    "pull",
    "member",
    "audit_event",
  );
  const ref = (whose: string) =>
    fc.tuple(tables, fc.nat(2)).map(([one, index]) => `@${whose}:${one}:${index}@`);
  return fc.oneof(
    { weight: 6, arbitrary: ref("own") },
    { weight: 4, arbitrary: ref("foreign") },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "no_such_thing",
        "0",
        "..%2F..",
        "%00",
        "%F0%9F%90%B3",
        "a".repeat(65),
      ),
    },
  );
}

type Node = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  minItems?: number;
  anyOf?: Node[];
  oneOf?: Node[];
  minimum?: number;
  maximum?: number;
  format?: string;
};

function schemaOf(schema: z.ZodType): Node {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node;
}

/** Values that a schema mostly takes; what a text means is guessed by the name of its field. */
export function valuesFor(schema: z.ZodType, known: KnownTexts): Arbitrary<unknown> {
  return valuesOf(schemaOf(schema), { known, key: "", depth: 0 });
}

type Place = { known: KnownTexts; key: string; depth: number };

function valuesOf(node: Node, place: Place): Arbitrary<unknown> {
  const below = { ...place, depth: place.depth + 1 };
  if (place.depth > 7) return fc.constant(null);
  const branches = node.anyOf ?? node.oneOf;
  if (branches !== undefined) return fc.oneof(...branches.map((one) => valuesOf(one, below)));
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  switch (node.type) {
    case "object":
      return objectsOf(node, below);
    case "array":
      return fc.array(valuesOf(node.items ?? {}, below), {
        minLength: node.minItems ?? 0,
        maxLength: 3,
      });
    case "integer":
    case "number":
      return numbers(node, place.key);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return texts(place, node.format);
  }
}

function objectsOf({ properties, required = [] }: Node, place: Place): Arbitrary<unknown> {
  if (properties === undefined) {
    const { key } = place;
    if (/secret/i.test(key)) return fc.constantFrom({ password: "typed" }, {}, { token: "typed" });
    return fc.constantFrom({}, { host: "reg.example.com" }, { preset: "plain", tls: "http" });
  }
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, one]) => [key, valuesOf(one, { ...place, key })]),
  );
  return fc.record(fields, { requiredKeys: required });
}

function numbers({ minimum = 0, maximum = 1000 }: Node, key: string): Arbitrary<number> {
  if (key === "version") return fc.constantFrom(1, 1, 1, 2, 99);
  const [low, high] = [Math.max(minimum, -10), Math.min(maximum, 100_000)];
  return fc.oneof(
    fc.integer({ min: Math.min(low, high), max: high }),
    fc.constantFrom(minimum, maximum),
  );
}

export const junkTexts = [
  "",
  " ",
  "x",
  "'; drop table user; --",
  "../../etc",
  "\u0000",
  "\u202e",
  "\ud800",
  "é".repeat(300),
];
const singular: Readonly<Record<string, string>> = {
  registryId: "registry",
  registryIds: "registry",
  registry: "registry",
  project: "project",
  projectIds: "project",
  personId: "member",
  memberIds: "member",
  workerToken: "worker_token",
  actor: "member",
  object: "registry",
  id: "project",
};

function texts({ key, known }: Place, format: string | undefined): Arbitrary<string> {
  const odd = { weight: 1, arbitrary: fc.oneof(fc.constantFrom(...junkTexts), fc.string()) };
  const mostly = (arbitrary: Arbitrary<string>) => fc.oneof({ weight: 8, arbitrary }, odd);
  const table = singular[key];
  if (table !== undefined) return mostly(idsFor(table));
  if (format === "date-time")
    return mostly(fc.constantFrom("2026-01-01T00:00:00.000Z", "2030-01-01T00:00:00.000Z"));
  if (format === "date") return mostly(fc.constantFrom("2030-01-01", "2026-02-31"));
  if (/email|recipients/i.test(key)) {
    return mostly(
      fc.constantFrom("somebody@example.com", "aino@example.com", "stranger@example.com"),
    );
  }
  if (/image|reference/i.test(key)) return mostly(fc.constantFrom(...known.images));
  if (/pattern/i.test(key)) return mostly(fc.constantFrom(...known.patterns));
  if (/slug|organization/i.test(key))
    return mostly(fc.constantFrom("@foreign-slug@", "@own-slug@", "third"));
  return mostly(fc.constantFrom("word", "another word", "Team 7"));
}
