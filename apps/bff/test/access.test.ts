import { roles, routes, type RouteDefinition } from "@berth/api-contract";
import { OpenAPIHono } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorResponse } from "../src/http/error-response.ts";
import type { HttpEnv } from "../src/http/http-env.ts";
import { before } from "../src/http/middleware/before.ts";
import { requestId } from "../src/http/middleware/request-id.ts";
import { mountRoute } from "../src/http/mount.ts";
import { publicUrl, startAcme, type Acme } from "./support/harness.ts";
import type { Client } from "./support/client.ts";

const all = Object.entries<RouteDefinition>(routes);
/** Whoever has left is a stranger to what follows. */
const last = "leaveOrganization";
const ofOrganizations = all
  .filter(([, route]) => route.access.who === "member")
  .toSorted(([one], [other]) => Number(one === last) - Number(other === last));

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme();
});
afterAll(() => acme.close());

function pathOf(route: RouteDefinition, org: string): string {
  const path = route.path.replace("{org}", org).replace(/\{\w+\}/g, "no_such_thing");
  const needsVersion = route.query?.safeParse({}).success === false;
  return `/api/v1${path}${needsVersion ? "?version=1" : ""}`;
}

async function ask(client: Client, route: RouteDefinition, org = "acme"): Promise<Response> {
  const input = route.body === undefined ? {} : { body: {} };
  return await client.send(route.method.toUpperCase(), pathOf(route, org), input);
}

async function bodyWithoutId(response: Response): Promise<string> {
  const text = await response.text();
  return text.replace(/"requestId":"[^"]+"/, '"requestId":""');
}

describe("every route", () => {
  test("S-11: has an access rule, and a handler is mounted for it", async () => {
    for (const [name, route] of all) {
      expect(["anyone", "person", "member", "worker"], name).toContain(route.access.who);
      const other = { ...route, method: "options" };
      const answer = await acme.anonymous.send("OPTIONS", pathOf(other as never, "acme"));
      expect(answer.status, name).toBe(405);
    }
  });

  test("without a rule can't be mounted", () => {
    const app = new OpenAPIHono<HttpEnv>();
    const route = { ...routes.listProjects, access: undefined } as unknown as RouteDefinition;
    const options = { deps: acme.deps, publicOrigin: publicUrl.origin };
    expect(() => mountRoute(app, options, "x", route, async () => null)).toThrow("no access rule");
  });

  test("answers role by role as its rule says, before it reads anything", async () => {
    const verdicts: Record<string, string> = {};
    for (const [name, route] of ofOrganizations) {
      const line: string[] = [];
      for (const role of roles) {
        const { status } = await ask(await acme.as(role), route);
        line.push(`${role}:${status === 403 ? "refused" : "allowed"}`);
      }
      const { status } = await ask(await acme.visitor(), route);
      line.push(`visitor:${status === 403 ? "refused" : "allowed"}`);
      verdicts[name] = line.join(" ");
    }
    expect(verdicts).toMatchSnapshot();
  });

  test("of an organization asks for a session first", async () => {
    for (const [name, route] of ofOrganizations) {
      const answer = await ask(acme.anonymous, route);
      expect(answer.status, name).toBe(401);
      expect(((await answer.json()) as { error: { code: string } }).error.code, name).toBe(
        "session_required",
      );
    }
  });

  test("looks to a stranger exactly as if the organization did not exist", async () => {
    const stranger = await acme.stranger();
    for (const [name, route] of ofOrganizations) {
      const theirs = await ask(stranger, route, "acme");
      const missing = await ask(stranger, route, "no-such-organization");
      expect(theirs.status, name).toBe(404);
      expect(missing.status, name).toBe(404);
      expect(await bodyWithoutId(theirs), name).toBe(await bodyWithoutId(missing));
    }
  });

  test("of workers takes a worker token and nothing else", async () => {
    const ofWorkers = all.filter(([, route]) => route.access.who === "worker");
    expect(ofWorkers.length).toBeGreaterThan(0);
    for (const [name, route] of ofWorkers) {
      for (const client of [acme.owner, acme.anonymous.worker("brth_w_nonsense")]) {
        const answer = await ask(client, route);
        expect(answer.status, name).toBe(401);
        expect(answer.headers.get("www-authenticate"), name).toBe("Bearer");
      }
    }
  });
});

test("what no route is mounted for is not found, whoever asks", async () => {
  for (const path of [
    "/api",
    "/api/",
    "/api/v1",
    "/api/v1/",
    "/api/v1/nope",
    "/api/v1/session/",
    "/api/v1/organizations/acme/nope",
    "/api/v1/organizations/acme/registries/x/y/z",
    "/api/v2/session",
    "/api/auth/get-session",
    "/assets/nope.js",
    "/worker/other.mjs",
    "/.env",
    "/index.php",
  ]) {
    const answer = await acme.owner.send("GET", path);
    expect(answer.status, path).toBe(404);
    expect(((await answer.json()) as { error: { code: string } }).error.code, path).toBe(
      "not_found",
    );
  }
});

test("a known path under another method says which methods it knows", async () => {
  const answer = await acme.owner.send("PUT", "/api/v1/session");
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET");
});

test("answers leave without fields that their schema lacks", async () => {
  const app = new OpenAPIHono<HttpEnv>();
  app.use(before(requestId, (c) => c.set("requestId", "req_test")));
  const options = { deps: acme.deps, publicOrigin: publicUrl.origin };
  const leaky = async () => ({ required: true, secret: "leak" });
  mountRoute(app, options, "getSetup", routes.getSetup, leaky);
  const answer = await app.request("/api/v1/setup");
  expect(await answer.json()).toEqual({ required: true });
});

test("an answer that does not fit its schema becomes a fixed text, and the cause goes to the log", async () => {
  const app = new OpenAPIHono<HttpEnv>();
  app.use(before(requestId, (c) => c.set("requestId", "req_test")));
  app.onError((err, c) => errorResponse(err, c, acme.deps.log));
  const options = { deps: acme.deps, publicOrigin: publicUrl.origin };
  mountRoute(app, options, "getSetup", routes.getSetup, async () => ({ required: "hunter2" }));
  const answer = await app.request("/api/v1/setup");
  expect(answer.status).toBe(500);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ error: { code: "internal", requestId: "req_test" } });
  expect(text).not.toContain("hunter2");
  expect(acme.logText()).toContain("req_test");
  expect(acme.logText()).not.toContain("hunter2");
});

test("every answer carries the strict headers, errors included, and API answers are not kept", async () => {
  for (const path of ["/api/v1/setup", "/api/v1/session", "/api/v1/nope", "/livez"]) {
    const { headers } = await acme.anonymous.send("GET", path);
    expect(headers.get("content-security-policy"), path).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("cache-control"), path).toBe("no-store");
    expect(headers.get("x-request-id"), path).toMatch(/^req_/);
    expect(headers.get("access-control-allow-origin"), path).toBeNull();
  }
});

test("the OpenAPI document names every route with its parameters and every kind of sign-in", async () => {
  const answer = await acme.anonymous.send("GET", "/api/openapi.json");
  const document = (await answer.json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; parameters?: unknown[] }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  const listed = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(listed.toSorted()).toEqual(Object.keys(routes).toSorted());
  expect(document.paths["/api/v1/worker/pulls"]?.["post"]).toMatchObject({
    security: [{ workerToken: [] }],
    requestBody: {
      content: {
        "application/json": {
          schema: { type: "object" },
          example: { image: "registry.example.com/team/app:1" },
        },
      },
    },
  });
  expect(document.paths["/api/v1/organizations/{org}/registries/{id}"]?.["get"]).toMatchObject({
    security: [{ apiToken: [] }, { session: [] }],
    parameters: [{ name: "org" }, { name: "id" }],
  });
});
