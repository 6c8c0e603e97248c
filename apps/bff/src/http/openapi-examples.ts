import { routes, type RouteDefinition } from "@berth/api-contract";
import { z } from "zod";

type JsonSchema = {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  additionalProperties?: JsonSchema | boolean;
  $ref?: string;
};

type Examples = { body?: unknown; response?: unknown };

/** What each route takes and answers, by name: made from its schemas, so that none can go out of date. */
export function routeExamples(): Map<string, Examples> {
  return new Map(
    Object.entries<RouteDefinition>(routes).map(([name, route]) => [
      name,
      {
        ...(route.body === undefined ? {} : { body: exampleOf(route.body, "input") }),
        ...(route.response === undefined ? {} : { response: exampleOf(route.response, "output") }),
      },
    ]),
  );
}

function exampleOf(schema: z.ZodType, io: "input" | "output"): unknown {
  const json = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return sample(json as JsonSchema, "", 0);
}

function sample(schema: JsonSchema, name: string, depth: number): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.default !== undefined && depth > 0) return schema.default;
  const [choice] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(
    (one) => one.type !== "null",
  );
  if (choice !== undefined) return sample(choice, name, depth);
  if (schema.allOf !== undefined) {
    const parts = schema.allOf.map((part) => sample(part, name, depth));
    return Object.assign({}, ...parts) as unknown;
  }
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, part]) => [
          key,
          sample(part, key, depth + 1),
        ]),
      );
    case "array":
      return schema.items === undefined || depth > 6 ? [] : [sample(schema.items, name, depth + 1)];
    case "integer":
    case "number":
      return clamp(numbers[name] ?? 1, schema);
    case "boolean":
      return false;
    case "string":
      return textFor(name, schema);
    default:
      return null;
  }
}

function clamp(value: number, { minimum = -Infinity, maximum = Infinity }: JsonSchema): number {
  return Math.min(Math.max(value, minimum), maximum);
}

const numbers: Readonly<Record<string, number>> = {
  durationMs: 4200,
  bytes: 183_500_800,
  pulls: 42,
  expiresInDays: 30,
  version: 3,
};

/** A text that could stand under a name. */
function textFor(name: string, { format = "" }: JsonSchema): string {
  return (
    formats[format] ??
    texts[name] ??
    (/ids?$/i.test(name) ? "id_01m8g000000000000000000000" : "text")
  );
}

const formats: Readonly<Record<string, string>> = {
  "date-time": "2026-05-01T12:00:00.000Z",
  date: "2026-12-31",
};

const texts: Readonly<Record<string, string>> = {
  name: "Team images",
  reason: "A pull of the team fails",
  organizationName: "Acme",
  email: "aino@example.com",
  recipients: "aino@example.com",
  slug: "acme",
  host: "registry.example.com",
  image: "registry.example.com/team/app:1",
  images: "registry.example.com/team/app:1",
  canonical: "registry.example.com/team/app:1",
  pattern: "registry.example.com/team/*",
  patterns: "registry.example.com/team/*",
  digest: `sha256:${"0".repeat(64)}`,
  message: "Signed in with 'Team images'.",
  prefix: "brth_a_abcd",
  networks: "10.1.0.0/16",
  requestId: "req_01m8g000000000000000000000",
  // No example may look like a real secret.
  code: "123456",
  token: "…",
  secret: "…",
  password: "correct horse battery staple",
  newPassword: "correct horse battery staple",
};
