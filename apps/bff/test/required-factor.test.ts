import { routes, type ApiScope, type RouteDefinition } from "@berth/api-contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { appCode, setUpApp } from "./support/app-code.ts";
import { createClient, type Client } from "./support/client.ts";
import { publicUrl, startAcme, type Acme } from "./support/harness.ts";

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const params = { org: "acme" };
const require_ = (needed: boolean, client = acme.owner) =>
  client.call("PUT /organizations/{org}/security-settings", {
    params,
    body: { managersNeedSecondFactor: needed },
  });
const codeOf = async (answer: Response) =>
  ((await answer.json()) as { error: { code: string } }).error.code;
const stateOf = async (client: Client) =>
  (await client.ok("GET /session", {})).organizations[0]?.secondFactor;

test("an owner without one can't ask others for it, and would not lock themselves out", async () => {
  const answer = await require_(true);
  expect([answer.status, await codeOf(answer)]).toEqual([409, "conflict"]);
  expect(await acme.owner.ok("GET /organizations/{org}/security-settings", { params })).toEqual({
    managersNeedSecondFactor: false,
  });
});

test("a token can't have it asked for while no owner has one, whatever an admin has", async () => {
  const admin = await acme.as("admin");
  await setUpApp(acme, admin);
  const tokenWith = async (scope: ApiScope) => {
    const { token } = await acme.owner.ok("POST /organizations/{org}/api-tokens", {
      params,
      body: { name: scope, scopes: [scope], expiresInDays: 1 },
    });
    return createClient(acme.app, publicUrl, token);
  };
  const writing = await tokenWith("settings:write");
  const early = await require_(true, writing);
  expect([early.status, await codeOf(early)]).toEqual([409, "conflict"]);
  expect(await codeOf(await require_(true, await tokenWith("settings:read")))).toBe("forbidden");
  await setUpApp(acme, acme.owner);
  expect((await require_(true, writing)).status).toBe(200);
  expect(await codeOf(await require_(false, writing))).toBe("forbidden");
  expect((await require_(false)).status).toBe(200);
});

test("where it is asked for, an admin without one reaches no route of the organization until it is set up", async () => {
  await setUpApp(acme, acme.owner);
  const admin = await acme.as("admin");
  const support = await acme.as("support");
  expect(await codeOf(await require_(true, admin))).toBe("forbidden");
  const { url } = await admin.ok("POST /organizations/{org}/calendar-address", { params });
  const calendar = async () =>
    (await acme.anonymous.fork().send("GET", new URL(url).pathname)).status;
  expect(await calendar()).toBe(200);
  expect((await require_(true)).status).toBe(200);
  expect(await calendar()).toBe(404);

  for (const [name, route] of Object.entries<RouteDefinition>(routes)) {
    if (route.access.who !== "member") continue;
    const path = route.path.replace("{org}", "acme").replace(/\{\w+\}/g, "no_such_thing");
    const input = route.body === undefined ? {} : { body: {} };
    const answer = await admin.send(route.method.toUpperCase(), `/api/v1${path}`, input);
    expect(answer.status, name).toBe(403);
    expect(await codeOf(answer), name).toBe("second_factor_missing");
  }
  expect(await stateOf(admin)).toBe("missing");
  expect(await stateOf(acme.owner)).toBe("present");
  expect(await stateOf(support)).toBe("not-asked");
  const registries = (client: Client) =>
    client.call("GET /organizations/{org}/registries", { params });
  expect((await registries(support)).status).toBe(200);
  expect((await registries(acme.owner)).status).toBe(200);

  await setUpApp(acme, admin);
  expect((await registries(admin)).status).toBe(200);
  expect(await calendar()).toBe(200);
  await admin.ok("DELETE /account/second-factor/totp", {});
  expect((await registries(admin)).status).toBe(403);
  expect((await require_(false)).status).toBe(200);
  expect((await registries(admin)).status).toBe(200);
});

test("asking for it needs a fresh proof, is written down once, and leaves other organizations alone", async () => {
  const { secret } = await setUpApp(acme, acme.owner);
  const stranger = await acme.stranger();
  acme.advance(11 * 60_000);
  expect(await codeOf(await require_(true))).toBe("confirmation_required");
  await acme.owner.ok("POST /session/confirm", {
    body: { password: "correct horse battery staple", code: appCode(acme, secret) },
  });
  expect((await require_(true)).status).toBe(200);
  expect((await require_(true)).status).toBe(200);
  const written = acme
    .rows("select changes from audit_event where action = 'organization.set-security'")
    .map(({ changes }) => JSON.parse(String(changes)) as unknown);
  expect(written).toEqual([[{ field: "managersNeedSecondFactor", before: false, after: true }]]);
  expect(await stateOf(stranger)).toBe("not-asked");
});

test("who manages members sees how each one signs in, and nobody else does", async () => {
  await setUpApp(acme, acme.owner);
  const ways = async (client: Client) =>
    (await client.ok("GET /organizations/{org}/members", { params })).members.map(
      ({ role, signIn }) => [role, signIn],
    );
  const admin = await acme.as("admin");
  expect(Object.fromEntries(await ways(admin))).toEqual({
    owner: { first: ["password"], second: ["app"] },
    admin: { first: ["password"], second: [] },
  });
  expect((await ways(await acme.as("support"))).every(([, signIn]) => signIn === null)).toBe(true);
});
