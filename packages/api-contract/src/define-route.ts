import type { z } from "zod";
import type { Access } from "./access.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/**
 * One operation of the API, as data: the server mounts it, the web types its calls from it, and the OpenAPI
 * document is printed from it. `path` is below `/api/v1` and writes parameters as `{name}`.
 */
export type RouteDefinition = {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  /** Absent where the answer has no body (204), or is a stream of events or a file. */
  readonly response?: z.ZodType;
  readonly kind?: "json" | "event-stream" | "file";
  /** The answer holds a secret that is shown once: it is never kept for a repeated request. */
  readonly answersSecret?: true;
};

/** Keeps the literal types of a route, so that callers are typed by its own schemas. */
export function defineRoute<const R extends RouteDefinition>(route: R): R {
  return route;
}
