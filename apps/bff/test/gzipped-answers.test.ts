import { gunzipSync } from "node:zlib";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams, addRegistry, startRegistry } from "./support/registry.ts";

const list = `/api/v1/organizations/${acmeParams.org}/registries`;
let registry: FakeRegistry;
let acme: Acme;
let first: string;
beforeAll(async () => {
  registry = await startRegistry("standard-basic");
  acme = await startAcme({ allow: [registry.host] });
  for (const place of [1, 2, 3]) {
    const patterns = [`${registry.host}/team-${place}/*`];
    const { id } = await addRegistry(acme.owner, registry, { name: `Registry ${place}`, patterns });
    first ??= id;
  }
});
afterAll(async () => {
  await acme.close();
  await registry.close();
});

const read = (path: string, accepted: string) =>
  acme.owner.send("GET", path, { headers: { "accept-encoding": accepted } });

test.each(["gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8", "*"])(
  "a long answer is sent as gzip to whoever takes %s",
  async (accepted) => {
    const plain = await (await read(list, "identity")).text();
    const answer = await read(list, accepted);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("vary")).toContain("Accept-Encoding");
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(gunzipSync(bytes).toString("utf8")).toBe(plain);
    expect(bytes.length).toBeLessThan(plain.length / 2);
  },
);

test.each(["", "identity", "br", "gzip;q=0", "gzip; q=0.0, br", "xgzip"])(
  "and as it is to whoever takes '%s'",
  async (accepted) => {
    const answer = await read(list, accepted);
    expect(answer.headers.get("content-encoding")).toBe(null);
    await expect(answer.json()).resolves.toMatchObject({ registries: { length: 3 } });
  },
);

test("what is short, or has a tag for its very bytes, goes out as it is", async () => {
  const one = await read(`${list}/${first}`, "gzip");
  expect([one.headers.get("content-encoding"), one.headers.get("etag")]).toEqual([null, `"1"`]);
  expect((await read("/api/v1/session", "gzip")).headers.get("content-encoding")).toBe(null);
});

test("an answer to a change, which may show a secret, is never packed", async () => {
  const answer = await acme.owner.send("POST", `/api/v1/organizations/${acmeParams.org}/explain`, {
    headers: { "accept-encoding": "gzip" },
    body: { images: Array.from({ length: 20 }, (_, at) => `${registry.host}/team-1/app-${at}`) },
  });
  expect(answer.status).toBe(200);
  expect((await answer.text()).length).toBeGreaterThan(2_048);
  expect(answer.headers.get("content-encoding")).toBe(null);
});
