import { afterAll, beforeAll, expect, test } from "vitest";
import { publicUrl, startAcme, type Acme } from "./support/harness.ts";

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme();
});
afterAll(() => acme.close());

const own = publicUrl.origin;
const json = "application/json";
const project = JSON.stringify({ name: "forged", owner: { kind: "organization" } });

/** Headers a forged request could come with; each is tried on three kinds of unsafe request. */
const forgeries: Array<[name: string, headers: Record<string, string>]> = [
  [
    "form post",
    { origin: "https://evil.test", "content-type": "application/x-www-form-urlencoded" },
  ],
  [
    "multipart form",
    { origin: "https://evil.test", "content-type": "multipart/form-data; boundary=x" },
  ],
  ["plain text form", { origin: "https://evil.test", "content-type": "text/plain" }],
  [
    "json in a plain text form",
    { origin: own, "x-berth-request": "1", "content-type": "text/plain" },
  ],
  ["no content type", { origin: own, "x-berth-request": "1", "content-type": "" }],
  [
    "a content type that only begins like json",
    { origin: own, "x-berth-request": "1", "content-type": "application/jsonx" },
  ],
  [
    "json of another charset",
    { origin: own, "x-berth-request": "1", "content-type": "application/json; charset=utf-16" },
  ],
  ["foreign json", { origin: "https://evil.test", "x-berth-request": "1", "content-type": json }],
  [
    "foreign json marked cross-site",
    {
      origin: "https://evil.test",
      "sec-fetch-site": "cross-site",
      "x-berth-request": "1",
      "content-type": json,
    },
  ],
  [
    "own origin, but marked cross-site",
    { origin: own, "sec-fetch-site": "cross-site", "x-berth-request": "1", "content-type": json },
  ],
  [
    "sibling host",
    { origin: "http://sub.127.0.0.1:8080", "x-berth-request": "1", "content-type": json },
  ],
  [
    "sibling host marked same-site",
    { origin: own, "sec-fetch-site": "same-site", "x-berth-request": "1", "content-type": json },
  ],
  ["other port", { origin: "http://127.0.0.1:8081", "x-berth-request": "1", "content-type": json }],
  [
    "other scheme",
    { origin: "https://127.0.0.1:8080", "x-berth-request": "1", "content-type": json },
  ],
  [
    "look-alike origin",
    { origin: `${own}.evil.test`, "x-berth-request": "1", "content-type": json },
  ],
  ["null origin", { origin: "null", "x-berth-request": "1", "content-type": json }],
  [
    "null origin marked same-origin",
    {
      origin: "null",
      "sec-fetch-site": "same-origin",
      "x-berth-request": "1",
      "content-type": json,
    },
  ],
  ["no origin at all", { "x-berth-request": "1", "content-type": json }],
  [
    "typed into the address bar",
    { "sec-fetch-site": "none", "x-berth-request": "1", "content-type": json },
  ],
  ["without our header", { origin: own, "sec-fetch-site": "same-origin", "content-type": json }],
];

const unsafe: Array<[method: string, path: string, body: string | undefined]> = [
  ["POST", "/api/v1/organizations/acme/projects", project],
  ["PATCH", "/api/v1/organizations/acme/projects/prj_x", JSON.stringify({ name: "forged" })],
  ["POST", "/api/v1/sign-in", JSON.stringify({ email: "aino@example.com", password: "x" })],
];

function cookieOf(): string {
  return [...acme.owner.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

test.each(forgeries)("refuses: %s", async (_name, given) => {
  const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  for (const [method, path, body] of unsafe) {
    const request = new Request(`${own}${path}`, {
      method,
      headers: { ...headers, cookie: cookieOf() },
      body: body === undefined ? null : new TextEncoder().encode(body),
    });
    const answer = await acme.app.request(request);
    expect([403, 415], `${method} ${path}`).toContain(answer.status);
  }
  expect(acme.rows("select name from project")).toEqual([]);
});

test("S-17: the table holds sixty requests", () => {
  expect(forgeries.length * unsafe.length).toBe(60);
});

test("lets through what our own pages send, with either proof of where it comes from", async () => {
  for (const proof of [
    { origin: own },
    { "sec-fetch-site": "same-origin", origin: "http://localhost:8080" },
  ]) {
    const answer = await acme.app.request(`${own}/api/v1/organizations/acme/projects`, {
      method: "POST",
      headers: { ...proof, "x-berth-request": "1", "content-type": json, cookie: cookieOf() },
      body: JSON.stringify({
        name: `ours ${Object.keys(proof).length}`,
        owner: { kind: "organization" },
      }),
    });
    expect(answer.status).toBe(201);
  }
});

test("a body that comes along with a request that takes none is refused", async () => {
  const answer = await acme.owner.send("GET", "/api/v1/session", {
    headers: { "content-length": "12" },
  });
  expect(answer.status).toBe(400);
});

test("no preflight is ever answered with a permission", async () => {
  const answer = await acme.app.request(`${own}/api/v1/organizations/acme/projects`, {
    method: "OPTIONS",
    headers: {
      origin: "https://evil.test",
      "access-control-request-method": "POST",
      "access-control-request-headers": "x-berth-request",
    },
  });
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(answer.status).toBe(405);
});
