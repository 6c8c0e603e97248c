import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mountMetrics } from "../src/http/metrics.ts";
import { Hono } from "hono";
import type { HttpEnv } from "../src/http/http-env.ts";
import { Secret } from "../src/secret-text.ts";
import { AppError } from "../src/services/errors.ts";
import { pair, acmeParams, addRegistry, runCheck, startRegistry } from "./support/registry.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { addWorker } from "./support/worker.ts";

let registry: FakeRegistry;
let acme: Acme;
beforeAll(async () => {
  registry = await startRegistry("standard-token");
  acme = await startAcme({ allow: [registry.host] });
});
afterAll(async () => {
  await acme.close();
  await registry.close();
});

/** A scraper, from somewhere and with some headers. */
async function scrape(
  token: string | null,
  from: { address?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; text: string }> {
  const app = new Hono<HttpEnv>();
  app.onError((err, c) =>
    c.text("", err instanceof AppError && err.code === "not_found" ? 404 : 500),
  );
  mountMetrics(app, {
    metrics: acme.deps.metrics,
    store: acme.store,
    token: token === null ? null : new Secret(token),
    clock: acme.deps.clock,
  });
  const { address = "127.0.0.1", headers = {} } = from;
  const bindings = { incoming: { socket: { remoteAddress: address } } };
  const request = new Request("http://127.0.0.1:8080/metrics", {
    headers: { host: "127.0.0.1:8080", ...headers },
  });
  const answer = await app.fetch(request, bindings);
  return { status: answer.status, text: await answer.text() };
}

/** The value of one series; null where it is not there. */
function valueOf(text: string, series: string): number | null {
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}

test("a scrape tells of registries, pulls, checks and answers, and holds no secret", async () => {
  const { id } = await addRegistry(acme.owner, registry);
  const { worker, token } = await addWorker(acme);
  for (const image of [`${registry.host}/team/app:1`, "elsewhere.example/x:1"]) {
    await worker.ok("POST /worker/pulls", { body: { image } });
  }
  await runCheck(acme.owner, {
    subject: "registry",
    registryId: id,
    image: `${registry.host}/team/app:1`,
  });
  const { text } = await scrape(null);
  const labels = `{organization="acme",registry="Fake",type="standard"}`;
  expect(valueOf(text, `berth_registry_healthy${labels}`)).toBe(1);
  expect(valueOf(text, 'berth_pulls_total{outcome="credential",carrier="pull"}')).toBe(1);
  expect(valueOf(text, 'berth_pulls_total{outcome="anonymous",carrier="pull"}')).toBe(1);
  expect(valueOf(text, 'berth_checks_total{profile="full",outcome="ok"}')).toBeGreaterThan(0);
  expect(valueOf(text, "berth_broker_seconds_count")).toBe(2);
  expect(text).toContain('route="/api/v1/organizations/:org/'.replaceAll(":org", "{org}"));
  for (const secret of [token, token.slice(8), pair.secret, pair.username, registry.host]) {
    expect(text).not.toContain(secret);
  }
});

test("what strangers send adds no series", async () => {
  const before = (await scrape(null)).text.split("\n").length;
  for (let count = 0; count < 20; count += 1) {
    await acme.anonymous.send("GET", `/no/such/${count}`);
    await acme.anonymous.send("PROPFIND", `/api/v1/none-${count}`);
  }
  const between = (await scrape(null)).text.split("\n").length;
  for (let count = 20; count < 60; count += 1) {
    await acme.anonymous.send("GET", `/no/such/${count}`);
    await acme.anonymous.send(`X${count}`, "/");
  }
  const after = (await scrape(null)).text.split("\n").length;
  expect(between - before).toBeLessThan(40);
  expect(after - between).toBeLessThan(20);
});

test("days left count down and below zero, and a paused registry is not healthy", async () => {
  const [row] = acme.rows("select id, version from registry");
  acme.sql("update registry set expiry_at = ?", acme.deps.clock() - 86_400_000);
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
    params: { ...acmeParams, id: String(row?.["id"]) },
    body: { version: Number(row?.["version"]) },
  });
  const { text } = await scrape(null);
  const labels = `{organization="acme",registry="Fake",type="standard"}`;
  expect(valueOf(text, `berth_registry_healthy${labels}`)).toBe(0);
  expect(valueOf(text, `berth_registry_days_left${labels}`)).toBeCloseTo(-1, 2);
});

test("only this machine may read it, or whoever has the token; to others it does not exist", async () => {
  const status = async (...args: Parameters<typeof scrape>) => (await scrape(...args)).status;
  expect(await status(null)).toBe(200);
  expect(await status(null, { address: "::ffff:127.0.0.1" })).toBe(200);
  expect(await status(null, { address: "10.0.0.9" })).toBe(404);
  expect(await status(null, { headers: { "x-forwarded-for": "1.2.3.4" } })).toBe(404);
  expect(await status(null, { headers: { via: "1.1 proxy" } })).toBe(404);
  expect(await status(null, { headers: { host: "berth.example.com" } })).toBe(404);
  const token = "a-token-of-16-characters";
  const bearer = (text: string) => ({ headers: { authorization: `Bearer ${text}` } });
  expect(await status(token)).toBe(404);
  expect(await status(token, bearer("wrong"))).toBe(404);
  expect(await status(token, { address: "10.0.0.9", ...bearer(token) })).toBe(200);
});
