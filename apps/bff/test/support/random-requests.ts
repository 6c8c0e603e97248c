import { routes, type RouteDefinition, type RouteName } from "@berth/api-contract";
import fc, { type Arbitrary } from "fast-check";
import type { z } from "zod";
import { mutate, mutations, type Mutation } from "./mutate-json.ts";
import { idsFor, valuesFor, type KnownTexts } from "./random-values.ts";

/**
 * A request whose ids are still words, such as `@foreign:registry:0@`: what is the caller's own and what is foreign
 * depends on who asks, and the same request is also sent with ids of nothing in place of the foreign ones.
 */
export type RandomRequest = {
  caller: number;
  route: RouteName;
  method: string;
  path: string;
  /** JSON, or what only looks like it; null where there is none. */
  body: string | null;
  headers: Readonly<Record<string, string>>;
};

export type Samples = KnownTexts & {
  callers: number;
  /** Who may be let in by a route, as far as that can be told before. */
  letIn: (route: RouteDefinition) => readonly number[];
  /** Bodies that go through, for routes where chance would hardly find one. */
  bodies: Partial<Record<RouteName, readonly unknown[]>>;
};

const all = Object.entries<RouteDefinition>(routes) as [RouteName, RouteDefinition][];

export function randomRequests(samples: Samples): Arbitrary<RandomRequest> {
  const each = all.map(([name, route]) => requestsTo(name, route, samples));
  // Half of everything changes something, however many routes only read.
  const unsafe = each.filter((_, index) => all[index]?.[1].method !== "get");
  return fc.oneof(fc.oneof(...each), fc.oneof(...unsafe));
}

function requestsTo(
  route: RouteName,
  definition: RouteDefinition,
  samples: Samples,
): Arbitrary<RandomRequest> {
  const table = tableOf(definition);
  return fc.record({
    caller: callersFor(definition, samples),
    route: fc.constant(route),
    method: fc.constant(definition.method.toUpperCase()),
    path: fc
      .tuple(pathsOf(definition.path, table), queriesOf(definition, samples))
      .map(([path, query]) => `/api/v1${path}${query}`),
    body:
      definition.body === undefined ? fc.constant(null) : bodiesOf(route, definition.body, samples),
    headers: fc.oneof(
      { weight: 14, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.constant({ "if-match": '"1"' }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("key-one", "key-two").map((key) => ({ "idempotency-key": key })),
      },
    ),
  });
}

function callersFor(route: RouteDefinition, { callers, letIn }: Samples): Arbitrary<number> {
  const anybody = fc.nat(callers - 1);
  const some = letIn(route);
  return some.length === 0 ? anybody : fc.oneof(anybody, fc.constantFrom(...some));
}

const orgs = fc.oneof(
  { weight: 8, arbitrary: fc.constant("@own-slug@") },
  { weight: 3, arbitrary: fc.constant("@foreign-slug@") },
  { weight: 1, arbitrary: fc.constantFrom("no-such-organization", "-", "%00", "ACME", "%C3%A4") },
);

function pathsOf(path: string, table: string | null): Arbitrary<string> {
  const parts = path.split("/").map((part) => {
    if (part === "{org}") return orgs;
    return part.startsWith("{") ? idsFor(table) : fc.constant(part);
  });
  return fc.tuple(...parts).map((texts) => texts.join("/"));
}

function queriesOf({ query }: RouteDefinition, samples: Samples): Arbitrary<string> {
  const none = fc.constant("");
  const odd = fc.constantFrom(
    "?x=1",
    "?version=1&version=1",
    "?cursor=%00",
    "?limit=1e9",
    "?a[]=1",
  );
  if (query === undefined)
    return fc.oneof({ weight: 15, arbitrary: none }, { weight: 1, arbitrary: odd });
  const fields = valuesFor(query, samples);
  const given = fields.map((value) => {
    const search = new URLSearchParams();
    for (const [name, one] of Object.entries(value as Record<string, unknown>)) {
      if (one !== undefined && one !== null)
        search.set(name, typeof one === "string" ? one : JSON.stringify(one));
    }
    return search.size > 0
      ? `?${search.toString().replaceAll("%40", "@").replaceAll("%3A", ":")}`
      : "";
  });
  return fc.oneof(
    { weight: 12, arbitrary: given },
    { weight: 2, arbitrary: none },
    { weight: 1, arbitrary: odd },
  );
}

function bodiesOf(route: RouteName, schema: z.ZodType, samples: Samples): Arbitrary<string> {
  const generated = valuesFor(schema, samples);
  const known = samples.bodies[route];
  const right = known === undefined ? generated : fc.oneof(generated, fc.constantFrom(...known));
  const mutated = fc
    .tuple(right, fc.oneof(fc.constant<Mutation[]>([]), fc.array(mutations, { maxLength: 2 })))
    .map(([value, changes]) => JSON.stringify(changes.reduce(mutate, value)));
  const broken = fc.constantFrom(
    "",
    "{",
    "[".repeat(2000),
    "null",
    "1",
    '"x"',
    '{"a":1,"a":2}',
    "\u0000",
  );
  return fc.oneof({ weight: 30, arbitrary: mutated }, { weight: 1, arbitrary: broken });
}

/** The table that the ids of a path stand in, by the word before them. */
function tableOf({ path }: RouteDefinition): string | null {
  const word = /\/([a-z-]+)\/\{(?!org\})\w+\}[^{]*$/.exec(path)?.[1];
  return word === undefined ? null : (tables[word] ?? null);
}

const tables: Readonly<Record<string, string>> = {
  registries: "registry",
  "registry-drafts": "registry_draft",
  checks: "check",
  projects: "project",
  "worker-tokens": "worker_token",
  "api-tokens": "api_token",
  pulls: "pull",
  "alert-channels": "alert_channel",
  "alert-deliveries": "alert_delivery",
  "file-reports": "file_report",
  "image-mappings": "image_mapping",
  members: "member",
  invitations: "invitation",
  "support-visits": "support_visit",
  "audit-events": "audit_event",
  expectations: "expectation",
};
