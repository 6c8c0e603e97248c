import {
  routes,
  type Access,
  type Method,
  type RouteDefinition,
  type RouteName,
} from "@berth/api-contract";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError } from "../services/errors.ts";
import { noteLook } from "../services/support-staff/note-look.ts";
import type { ServiceDeps } from "../services/deps.ts";
import { apiBase } from "./api-base.ts";
import { apiTokenOf, authorise } from "./authorise.ts";
import { decidedAgain } from "./decided-again.ts";
import { encodeEventStream, type EventStream } from "./event-stream.ts";
import { encodeFile, type FileAnswer } from "./file-answer.ts";
import { gzipped } from "./gzipped.ts";
import type { HttpEnv } from "./http-env.ts";
import { describeRoute } from "./openapi.ts";
import { asPrecondition } from "./if-match.ts";
import { jsonAnswer, parseAnswer, workerAnswer } from "./parsed-answer.ts";
import { readInput } from "./read-input.ts";
import { answerOnce, keyHeader, readKey, readRequestKey } from "./request-key.ts";
import type { Handlers } from "./route-types.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { whileAllowed } from "./while-allowed.ts";

export type MountOptions = {
  deps: ServiceDeps;
  /** Scheme, host and port that people reach Berth under. */
  publicOrigin: string;
};

/** Mounts every route of the contract. What is not mounted here does not exist. */
export function mountRoutes(
  app: OpenAPIHono<HttpEnv>,
  options: MountOptions,
  handlers: Handlers,
): void {
  for (const name of Object.keys(routes) as RouteName[]) {
    mountRoute(app, options, name, routes[name], handlers[name] as LooseHandler);
  }
  refuseOtherMethods(app);
}

/** The types of call and input were matched to the route by {@link Handlers}. */
type LooseHandler = (call: unknown, input: unknown) => Promise<unknown>;

const safeMethods: readonly Method[] = ["get"];
const knownAccess: ReadonlySet<unknown> = new Set<Access["who"]>([
  "anyone",
  "person",
  "member",
  "worker",
]);

/**
 * Mounts one route: who may call it is decided first, then its input is read, then its handler runs, and
 * what that gives is parsed by the response schema, so that no field leaves which the contract lacks.
 * @throws where the route has no access rule.
 */
export function mountRoute(
  app: OpenAPIHono<HttpEnv>,
  { deps, publicOrigin }: MountOptions,
  name: string,
  route: RouteDefinition,
  handler: LooseHandler,
): void {
  const access: Access | undefined = route.access;
  if (!knownAccess.has(access?.who)) throw new Error(`route ${name} has no access rule`);
  const path = honoPath(route.path);
  describeRoute(app, name, route);
  app.on(route.method.toUpperCase(), path, async (c) => {
    c.set("route", `${apiBase}${route.path}`);
    // A token is never sent by a browser on its own, a cookie is.
    const byToken = access.who === "worker" || (access.who === "member" && apiTokenOf(c) !== null);
    if (!byToken && !safeMethods.includes(route.method)) {
      requireSameOrigin(c.req.raw.headers, publicOrigin);
    }
    const cookies: string[] = [];
    const { call, input } = await decidedAgain(
      () => authorise(c, deps, access, cookies),
      () => c.get("aside")(() => readInput(c, route)),
    );
    if ("visit" in call.ctx && call.ctx.visit !== undefined) {
      await noteLook(call.ctx, call.ctx.visit, name as RouteName);
    }
    const stillAllowed = () => authorise(c, deps, access, []);
    const work = { call, input, handler, stillAllowed };
    const carryOut = route.kind === undefined || route.kind === "json" ? parsed : streamed;
    const respond = await carryOut(c, route, work).catch((err: unknown) => {
      throw c.req.header("if-match") === undefined ? err : asPrecondition(err);
    });
    for (const cookie of cookies) c.header("Set-Cookie", cookie, { append: true });
    return respond();
  });
}

type Work = {
  call: Awaited<ReturnType<typeof authorise>>;
  input: Awaited<ReturnType<typeof readInput>>;
  handler: LooseHandler;
  /** Decides again what was decided before the call. */
  stillAllowed: () => Promise<unknown>;
};

/** Runs the handler. What is given back writes its answer, once all headers are set. */
async function parsed(
  c: Context<HttpEnv>,
  route: RouteDefinition,
  { call, input, handler }: Work,
): Promise<() => Response> {
  const run = async (ctx: Work["call"]["ctx"]) =>
    parseAnswer(route, await handler({ ...call, ctx }, input));
  const { ctx } = call;
  // A worker's answer holds a secret and is never kept: what it asks for again is decided again.
  if ("workerToken" in ctx && route.method === "post") {
    const repeatKey = readKey(c.req.header(keyHeader));
    const answer = await run(repeatKey === null ? ctx : { ...ctx, repeatKey });
    return () => workerAnswer(c, answer);
  }
  const keyed = "person" in ctx && "organization" in ctx && !safeMethods.includes(route.method);
  const requestKey = keyed ? readRequestKey(c, route, ctx, input) : null;
  const answer =
    keyed && requestKey !== null
      ? await answerOnce(c, route, ctx, requestKey, run)
      : await run(ctx);
  const packed = safeMethods.includes(route.method) ? await gzipped(c, answer.body) : null;
  return () => jsonAnswer(c, answer, packed);
}

async function streamed(
  c: Context<HttpEnv>,
  route: RouteDefinition,
  { call, input, handler, stillAllowed }: Work,
): Promise<() => Response> {
  const answer = await handler(call, input);
  if (route.kind === "file") {
    const file = answer as FileAnswer;
    const chunks = whileAllowed(file.chunks, stillAllowed);
    return () => fileAnswer(c, { ...file, chunks });
  }
  const events = whileAllowed(answer as EventStream, stillAllowed);
  return () => eventsAnswer(c, events);
}

function eventsAnswer(c: Context<HttpEnv>, events: EventStream): Response {
  c.header("Content-Type", "text/event-stream; charset=utf-8");
  c.header("Cache-Control", "no-store, no-transform");
  // nginx buffers answers unless it is told not to.
  c.header("X-Accel-Buffering", "no");
  return c.body(encodeEventStream(events), 200);
}

function fileAnswer(c: Context<HttpEnv>, file: FileAnswer): Response {
  c.header("Cache-Control", "no-store");
  c.header("Content-Type", file.contentType);
  c.header("Content-Disposition", `attachment; filename="${file.name}"`);
  return c.body(encodeFile(file), 200);
}

function honoPath(path: string): string {
  return `${apiBase}${path.replace(/\{(\w+)\}/g, ":$1")}`;
}

/** A known path under another method: said apart from "not found", because the path is public anyway. */
function refuseOtherMethods(app: OpenAPIHono<HttpEnv>): void {
  const methods = new Map<string, Method[]>();
  for (const { path, method } of Object.values<RouteDefinition>(routes)) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  for (const [path, defined] of methods) {
    const allow = defined.map((method) => method.toUpperCase()).join(", ");
    app.all(honoPath(path), (c) => {
      c.set("route", `${apiBase}${path}`);
      c.header("Allow", allow);
      throw new AppError("method_not_allowed", `This address understands ${allow} only.`);
    });
  }
}
