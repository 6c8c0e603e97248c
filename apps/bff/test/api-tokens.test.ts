import { apiScopes, routes, type ApiScope, type RouteDefinition } from "@berth/api-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient, type Client } from "./support/client.ts";
import { publicUrl, startAcme, type Acme } from "./support/harness.ts";
import { acmeParams } from "./support/registry.ts";

const org = { params: acmeParams };
const dayMs = 86_400_000;
let acme: Acme;
beforeAll(async () => {
  acme = await startAcme();
});
afterAll(() => acme.close());

async function makeToken(...scopes: ApiScope[]) {
  const { apiToken, token } = await acme.owner.ok("POST /organizations/{org}/api-tokens", {
    ...org,
    body: { name: `ci ${scopes.join(" ")}`.slice(0, 60), scopes, expiresInDays: 30 },
  });
  return { id: apiToken.id, token, client: createClient(acme.app, publicUrl, token) };
}

function createProject(client: Client, name: string) {
  const body = { name, owner: { kind: "organization" as const }, memberIds: [] };
  return client.call("POST /organizations/{org}/projects", { ...org, body });
}

test("a token is shown once, kept as a hash, and does what its scopes say, under its own name", async () => {
  const { id, token, client } = await makeToken("projects:read", "projects:write");
  expect(token).toMatch(/^brth_a_[A-Za-z0-9_-]{49}$/);
  expect(JSON.stringify(acme.rows("select * from api_token"))).not.toContain(token.slice(15));
  const { tokens } = await acme.owner.ok("GET /organizations/{org}/api-tokens", org);
  expect(JSON.stringify(tokens)).not.toContain(token.slice(15));

  expect((await createProject(client, "By automation")).status).toBe(201);
  const { projects } = await client.ok("GET /organizations/{org}/projects", org);
  expect(projects.map(({ name }) => name)).toEqual(["By automation"]);
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    ...org,
    query: { action: "project.create" } as never,
  });
  expect(events[0]?.actor).toMatchObject({ kind: "api-token", id });
  await acme.deps.background.settled();
  const [used] = (await acme.owner.ok("GET /organizations/{org}/api-tokens", org)).tokens;
  expect(used?.lastUsedAt).not.toBeNull();
  expect(acme.logText()).not.toContain(token.slice(7));
});

test("every route is open to exactly the tokens whose scope it names", async () => {
  const clients = new Map<ApiScope, Client>();
  for (const scope of apiScopes) clients.set(scope, (await makeToken(scope)).client);
  for (const [name, route] of Object.entries<RouteDefinition>(routes)) {
    if (route.access.who !== "member") continue;
    const path = `/api/v1${route.path.replace("{org}", "acme").replace(/\{\w+\}/g, "no_such_thing")}`;
    for (const [scope, client] of clients) {
      const body = route.body === undefined ? {} : { body: {} };
      const answer = await client.send(route.method.toUpperCase(), path, body);
      const open = answer.status !== 403;
      await answer.body?.cancel();
      expect(open, `${name} with ${scope}`).toBe(route.access.scope === scope);
    }
  }
});

test("members, sessions, drafts and tokens themselves are closed to every token", () => {
  const closed = Object.entries<RouteDefinition>(routes)
    .filter(([, { access }]) => access.who === "member" && access.scope === undefined)
    .map(([name]) => name);
  expect(closed).toEqual(
    expect.arrayContaining([
      "changeRole",
      "removeMember",
      "inviteMember",
      "createDraft",
      "createApiToken",
      "revokeApiToken",
      "listApiTokens",
    ]),
  );
});

test("another organization's address looks like one that does not exist", async () => {
  await acme.stranger();
  const { client } = await makeToken("projects:read");
  const at = async (slug: string) => {
    const answer = await client.send("GET", `/api/v1/organizations/${slug}/projects`);
    const text = (await answer.text()).replace(/"requestId":"[^"]+"/, "");
    return { status: answer.status, text };
  };
  expect((await at("other")).status).toBe(404);
  expect(await at("other")).toEqual(await at("nowhere"));
});

test("a token that was revoked, has expired or was never one is refused, a session beside it or not", async () => {
  const { id, token, client } = await makeToken("projects:read");
  const list = (one: Client) => one.call("GET /organizations/{org}/projects", org);
  const status = async (one: Client) => (await list(one)).status;
  expect(await status(client)).toBe(200);
  const mangled = createClient(
    acme.app,
    publicUrl,
    `${token.slice(0, -1)}${token.endsWith("x") ? "y" : "x"}`,
  );
  expect(await status(mangled)).toBe(401);
  const beside = await acme.owner.call("GET /organizations/{org}/projects", {
    ...org,
    headers: { authorization: `Bearer ${token}x` },
  });
  expect(beside.status).toBe(401);
  await acme.owner.ok("DELETE /organizations/{org}/api-tokens/{id}", {
    params: { ...acmeParams, id },
  });
  expect(await status(client)).toBe(401);

  const other = await makeToken("projects:read");
  acme.sql("update api_token set expires_at = ? where id = ?", Date.now() - dayMs, other.id);
  expect(await status(other.client)).toBe(401);
});

test("a token asks for no origin, and its repeated requests are carried out once", async () => {
  const { client } = await makeToken("projects:write");
  const send = () =>
    client.call("POST /organizations/{org}/projects", {
      ...org,
      body: { name: "Nightly", owner: { kind: "organization" }, memberIds: [] },
      headers: { "idempotency-key": "nightly-1", "sec-fetch-site": "cross-site" },
    });
  const first = await send();
  expect(first.status).toBe(201);
  const again = await send();
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(await again.text()).toBe(await first.text());
});

test("a session is no token, and a token opens nothing outside of its organization", async () => {
  const { client } = await makeToken(...apiScopes);
  expect((await client.send("GET", "/api/v1/session")).status).toBe(401);
  expect((await client.send("POST", "/api/v1/worker/pulls", { body: { image: "x" } })).status).toBe(
    401,
  );
});
