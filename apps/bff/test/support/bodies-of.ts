import { z } from "zod";

type Node = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  minimum?: number;
};

/** Fields by whose name somebody would put a secret into them. */
const secretName = /secret|password|token|code/i;

/**
 * Bodies that a schema leads to, once for each branch, with `secret` in every field that takes one and a
 * plain word in the others. A route that appears tomorrow is tried with its own.
 */
export function bodiesOf(schema: z.ZodType, secret: string): unknown[] {
  const root = z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as Node;
  return samples(root, { secret, inSecret: false, depth: 0 });
}

type Place = { secret: string; inSecret: boolean; depth: number };

function samples(node: Node, place: Place): unknown[] {
  const { secret, inSecret, depth } = place;
  if (depth > 6) return [null];
  const below = { ...place, depth: depth + 1 };
  const branches = node.anyOf ?? node.oneOf;
  if (branches !== undefined) return branches.flatMap((one) => samples(one, below));
  if (node.const !== undefined) return [node.const];
  if (node.enum !== undefined) return node.enum.slice(0, 2);
  switch (node.type) {
    case "object":
      return objects(node, below);
    case "array":
      return [samples(node.items ?? {}, below).slice(0, 2)];
    case "integer":
    case "number":
      return [Math.max(1, node.minimum ?? 1)];
    case "boolean":
      return [true];
    case "null":
      return [null];
    default:
      return [inSecret ? secret : "word"];
  }
}

function objects({ properties }: Node, place: Place): unknown[] {
  if (properties === undefined) {
    if (!place.inSecret) return [{}];
    const names = ["password", "token", "keyFile", "clientSecret", "secretAccessKey", place.secret];
    return [Object.fromEntries(names.map((name) => [name, place.secret]))];
  }
  const fields = Object.entries(properties).map(([name, field]) => {
    const inSecret = place.inSecret || secretName.test(name);
    return [name, samples(field, { ...place, inSecret })] as const;
  });
  const widest = Math.max(1, ...fields.map(([, values]) => values.length));
  return Array.from({ length: Math.min(widest, 6) }, (_, index) =>
    Object.fromEntries(fields.map(([name, values]) => [name, values[index % values.length]])),
  );
}
