import { errorBodySchema, type Access, type RouteDefinition } from "@berth/api-contract";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { HttpEnv } from "./http-env.ts";
import { apiBase } from "./api-base.ts";
import { routeExamples } from "./openapi-examples.ts";

/** Adds a route to the OpenAPI document, from the very schemas that judge its requests and answers. */
export function describeRoute(
  app: OpenAPIHono<HttpEnv>,
  name: string,
  route: RouteDefinition,
): void {
  app.openAPIRegistry.registerPath({
    method: route.method,
    path: `${apiBase}${route.path}`,
    operationId: name,
    summary: route.summary,
    description: whoMayCall(route.access),
    tags: [tagOf(route.path)],
    security: securityOf(route.access),
    request: {
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(route.body === undefined
        ? {}
        : { body: { required: true, content: { "application/json": { schema: route.body } } } }),
    },
    responses: {
      [route.status]: {
        description: route.status === 204 ? "Done" : "The answer",
        ...(route.kind === "event-stream"
          ? { content: { "text/event-stream": { schema: { type: "string" as const } } } }
          : route.kind === "file"
            ? { content: { "application/octet-stream": { schema: { type: "string" as const } } } }
            : route.response === undefined
              ? {}
              : { content: { "application/json": { schema: route.response } } }),
      },
      default: {
        description: "A refusal; `error.code` says which",
        content: { "application/json": { schema: errorBodySchema } },
      },
    },
  });
}

/** Serves the document of everything that was described. */
export function mountOpenApi(app: OpenAPIHono<HttpEnv>, publicUrl: URL): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: publicUrl.protocol === "https:" ? "__Host-berth.session" : "berth.session",
    description:
      "Set by POST /api/v1/sign-in. Requests that change something also need `X-Berth-Request: 1`.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "workerToken", {
    type: "http",
    scheme: "bearer",
    description: "A worker token, `brth_w_…`.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "apiToken", {
    type: "http",
    scheme: "bearer",
    description: "A token for automation, `brth_a_…`, of one organization and with scopes.",
  });
  const write = () =>
    withExamples(
      app.getOpenAPI31Document({
        openapi: "3.1.0",
        info: {
          title: "Berth",
          version: "1",
          description:
            "Private container registries of an organization. Times are ISO 8601 in UTC.",
        },
        servers: [{ url: publicUrl.origin }],
      }),
    );
  // Written when it is first asked for: most servers never are.
  let text: string | undefined;
  app.get("/api/openapi.json", (c) => {
    c.set("route", "/api/openapi.json");
    text ??= JSON.stringify(write());
    c.header("Cache-Control", "no-cache");
    return c.body(text, 200, { "Content-Type": "application/json" });
  });
}

type Document = ReturnType<OpenAPIHono<HttpEnv>["getOpenAPI31Document"]>;
type Media = { content?: Record<string, { example?: unknown }> };
type Operation = { operationId?: string; requestBody?: Media; responses?: Record<string, Media> };

/** Puts an example beside every body and every answer that is JSON. */
function withExamples(document: Document): Document {
  const examples = routeExamples();
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path));
  for (const { operationId = "", requestBody, responses } of operations as Operation[]) {
    const example = examples.get(operationId);
    const body = requestBody?.content?.["application/json"];
    if (body !== undefined) body.example = example?.body;
    const [[, answer] = []] = Object.entries(responses ?? {});
    const json = answer?.content?.["application/json"];
    if (json !== undefined && example?.response !== undefined) json.example = example.response;
  }
  return document;
}

function whoMayCall(access: Access): string {
  switch (access.who) {
    case "anyone":
      return "Needs no sign-in.";
    case "person":
      return "Anybody who is signed in.";
    case "member":
      return access.scope === undefined
        ? `Roles: ${access.roles.join(", ")}. Closed to API tokens.`
        : `Roles: ${access.roles.join(", ")}. API tokens need the scope \`${access.scope}\`.`;
    case "worker":
      return access.action === null
        ? "A worker with its token."
        : `A worker whose token allows "${access.action}".`;
  }
}

function securityOf(access: Access): Array<Record<string, string[]>> {
  if (access.who === "anyone") return [];
  if (access.who === "worker") return [{ workerToken: [] }];
  return access.who === "member" && access.scope !== undefined
    ? [{ apiToken: [] }, { session: [] }]
    : [{ session: [] }];
}

function tagOf(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  return (parts[0] === "organizations" ? parts[2] : parts[0]) ?? "session";
}
