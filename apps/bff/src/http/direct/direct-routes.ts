import { routes, type RouteDefinition, type WorkerAction } from "@berth/api-contract";
import type { z } from "zod";
import type { WorkerContext } from "../../services/context.ts";
import { apiBase } from "../api-base.ts";
import { pullHandlers } from "../handlers/pull.ts";
import { parseBody } from "../read-input.ts";

/** A route of workers that is also answered without Hono. */
export type DirectRoute = {
  /** The whole of its address; there is nothing in it to be read. */
  path: string;
  action: WorkerAction | null;
  definition: RouteDefinition;
  /** Takes the JSON of the body. */
  answer: (ctx: WorkerContext, json: unknown) => Promise<unknown>;
};

/** By path: what workers ask for thousands of times a second. Each is in the contract and mounted as well. */
export const directRoutes: ReadonlyMap<string, DirectRoute> = new Map(
  [
    direct(routes.requestPull, pullHandlers.requestPull),
    direct(routes.requestPatternCredential, pullHandlers.requestPatternCredential),
  ].map((route) => [route.path, route]),
);

type WorkerPost<Body> = RouteDefinition & {
  readonly method: "post";
  readonly access: { who: "worker"; action: WorkerAction | null };
  readonly body: z.ZodType<Body>;
  readonly response: z.ZodType;
};

function direct<Body>(
  route: WorkerPost<Body>,
  handler: (
    call: { ctx: WorkerContext },
    input: { params: undefined; query: undefined; body: Body },
  ) => Promise<unknown>,
): DirectRoute {
  return {
    path: `${apiBase}${route.path}`,
    action: route.access.action,
    definition: route,
    answer: (ctx, json) =>
      handler({ ctx }, { params: undefined, query: undefined, body: parseBody(route.body, json) }),
  };
}
