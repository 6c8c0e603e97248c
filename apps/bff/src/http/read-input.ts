import type { Issue, RouteDefinition } from "@berth/api-contract";
import type { Context } from "hono";
import type { z } from "zod";
import { notFound, validationFailed } from "../services/errors.ts";
import type { HttpEnv } from "./http-env.ts";
import { versionFromHeader, withVersion } from "./if-match.ts";
import { bodyBytesMax, isJson, readJsonBody, refuseBody, strangersBytesMax } from "./read-body.ts";

const issuesMax = 50;

/** Reads path, query and body by the route's schemas, which refuse what they do not know. */
export async function readInput(
  c: Context<HttpEnv>,
  route: RouteDefinition,
): Promise<{ params: unknown; query: unknown; body: unknown }> {
  const params = route.params?.safeParse(c.req.param());
  // An id that no id can look like is the id of nothing.
  if (params?.success === false) throw notFound();
  const matched = versionFromHeader(c.req.header("if-match"), route);
  const query = parseQuery(c, route, matched?.place === "query" ? matched.version : null);
  if (route.body === undefined) {
    refuseBody(c.req.raw);
    return { params: params?.data, query, body: undefined };
  }
  const json = await readJsonBody(
    c.req.raw,
    isJson,
    route.access.who === "anyone" ? strangersBytesMax : bodyBytesMax,
  );
  const body = parseBody(
    route.body,
    matched?.place === "body" ? withVersion(json, matched.version, "body") : json,
  );
  return { params: params?.data, query, body };
}

/** What a route's schema reads out of the JSON of a body. */
export function parseBody<Body>(schema: z.ZodType<Body>, json: unknown): Body {
  const body = schema.safeParse(json);
  if (!body.success) throw validationFailed(toIssues(body.error));
  return body.data;
}

function parseQuery(c: Context<HttpEnv>, route: RouteDefinition, version: number | null): unknown {
  if (route.query === undefined && !c.req.url.includes("?")) return undefined;
  const given = c.req.queries();
  const repeated = Object.entries(given).find(([, values]) => values.length > 1);
  if (repeated !== undefined) {
    throw validationFailed([{ path: "query", message: "Give each part of the query once." }]);
  }
  if (Object.values(given).some((values) => values.join("").includes("\0"))) {
    throw validationFailed([{ path: "query", message: "Leave out the character U+0000." }]);
  }
  const single = Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value]));
  if (route.query === undefined) {
    if (Object.keys(single).length === 0) return undefined;
    throw validationFailed([{ path: "query", message: "This address takes no query." }]);
  }
  const query = route.query.safeParse(
    version === null ? single : withVersion(single, version, "query"),
  );
  if (!query.success) throw validationFailed(toIssues(query.error));
  return query.data;
}

/** The schema library's complaints without anything of the input: unknown keys are not repeated. */
function toIssues(error: z.ZodError): Issue[] {
  return error.issues.slice(0, issuesMax).map((issue) => ({
    path: issue.path.map(String).join("."),
    message:
      issue.code === "unrecognized_keys" ? "There is no field of this name here." : issue.message,
    code: issue.code,
  }));
}
