import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFakeRegistry, type FakeRegistry } from "../start-fake-registry.ts";
import { scenarioOf, scenarios } from "./index.ts";

let fake: FakeRegistry;

beforeAll(async () => {
  fake = await startFakeRegistry({
    dialect: "standard-token",
    accounts: [{ username: "alice", secret: "s3cret" }],
  });
});
afterAll(() => fake.close());

test("each has a name of its own and a line that says what it does", () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  for (const { name, about } of scenarios) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(about.length).toBeGreaterThan(5);
    expect(scenarioOf(`scenario/${name}`)?.name).toBe(name);
  }
});

async function ask(name: string, path = "manifests/1"): Promise<Response> {
  return fetch(`${fake.origin}/v2/scenario/${name}/${path}`, { redirect: "manual" });
}

async function askSignedIn(name: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from("alice:s3cret").toString("base64")}`;
  const scope = `repository:scenario/${name}:pull`;
  const url = `${fake.origin}/token?service=fake-registry&scope=${scope}`;
  const answer = await fetch(url, { headers: { authorization } });
  const { token } = (await answer.json()) as { token: string };
  return fetch(`${fake.origin}/v2/scenario/${name}/manifests/1`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

describe("is reached by the name of the repository", () => {
  test.each([
    ["web-page", 200, "text/html; charset=utf-8"],
    ["html-401", 401, "text/html; charset=utf-8"],
    ["outage", 503, "application/json"],
    ["rate-limited-plain", 429, "text/plain"],
  ])("%s answers anyone with %i", async (name, status, contentType) => {
    const answer = await ask(name);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, contentType]);
  });

  test.each([
    ["denied", 401],
    ["forbidden", 403],
    ["name-missing", 404],
    ["rate-limited", 429],
    ["harbor-denied", 401],
    ["token-never-accepted", 401],
    ["warning-header", 200],
  ])("%s answers a client that signed in with %i", async (name, status) => {
    expect((await askSignedIn(name)).status).toBe(status);
  });

  test("redirect leads to the other origin", async () => {
    const answer = await ask("redirect");
    expect([answer.status, answer.headers.get("location")]).toEqual([
      307,
      `${fake.elsewhere.origin}/v2/scenario/redirect/manifests/1`,
    ]);
  });

  test("foreign-realm names the other origin as token address", async () => {
    const answer = await ask("foreign-realm");
    expect(answer.headers.get("www-authenticate")).toContain(fake.elsewhere.origin);
  });

  test("token-refused-once refuses the first token and takes the second", async () => {
    expect((await askSignedIn("token-refused-once")).status).toBe(401);
    expect((await askSignedIn("token-refused-once")).status).toBe(200);
  });

  test("reset ends the connection without an answer", async () => {
    await expect(ask("reset")).rejects.toThrow("fetch failed");
  });
});

test("a scenario put over a whole registry answers /v2/ as well", async () => {
  const page = await startFakeRegistry({ dialect: "standard-basic", scenario: "web-page" });
  const answer = await fetch(page.url);
  await page.close();
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    "text/html; charset=utf-8",
  ]);
});
