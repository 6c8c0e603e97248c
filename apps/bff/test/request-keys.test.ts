import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams, createBody } from "./support/registry.ts";

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme();
});
afterAll(() => acme.close());

const org = { params: acmeParams };
const dayMs = 24 * 3_600_000;

async function create(client: Client, name: string, key: string) {
  const answer = await client.call("POST /organizations/{org}/projects", {
    ...org,
    body: { name, owner: { kind: "organization" }, memberIds: [] },
    headers: { "idempotency-key": key },
  });
  return {
    status: answer.status,
    replayed: answer.headers.get("idempotency-replayed"),
    body: (await answer.json()) as {
      project?: { id: string };
      error?: { code: string; message: string };
    },
  };
}

async function projects(): Promise<string[]> {
  const { projects: list } = await acme.owner.ok("GET /organizations/{org}/projects", org);
  return list.map(({ name }) => name);
}

test("a repeated request changes nothing and gets the first answer again", async () => {
  const first = await create(acme.owner, "Once", "key-1");
  expect(first).toMatchObject({ status: 201, replayed: null });
  const again = await create(acme.owner, "Once", "key-1");
  expect(again).toEqual({ ...first, replayed: "true" });
  expect(await create(acme.owner, "Once", '"key-1"')).toEqual(again);
  expect(await projects()).toEqual(["Once"]);
});

test("two at once are one, and both get its answer", async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => create(acme.owner, "Together", "key-2")),
  );
  expect(new Set(answers.map(({ body }) => body.project?.id)).size).toBe(1);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
});

test("a key with another request is a mistake, and says so", async () => {
  await create(acme.owner, "Mine", "key-3");
  const { status, body } = await create(acme.owner, "Other", "key-3");
  expect(status).toBe(422);
  expect(body.error?.code).toBe("key_reused");
  expect(await projects()).not.toContain("Other");
});

test("keys belong to whoever sent them", async () => {
  const admin = await acme.as("admin");
  await create(acme.owner, "Of the owner", "key-4");
  expect(await create(admin, "Of the admin", "key-4")).toMatchObject({
    status: 201,
    replayed: null,
  });
});

test("a refused request can be sent again under its key", async () => {
  await create(acme.owner, "Taken", "key-5");
  expect((await create(acme.owner, "Taken", "key-6")).body.error?.code).toBe("name_taken");
  expect((await create(acme.owner, "Free", "key-6")).status).toBe(201);
});

test("an answer that was lost is not made up, and nothing is done twice", async () => {
  const { status } = await create(acme.owner, "Lost", "key-7");
  expect(status).toBe(201);
  acme.sql("update request_key set status = null, answer = null where key = 'key-7'");
  const again = await create(acme.owner, "Lost", "key-7");
  expect(again.status).toBe(409);
  expect(again.body.error?.code).toBe("already_done");
});

test("an answer with a secret is never kept", async () => {
  const send = () =>
    acme.owner.call("POST /organizations/{org}/worker-tokens", {
      ...org,
      body: { name: "pool", project: { kind: "any" }, expiresInDays: 1 },
      headers: { "idempotency-key": "key-8" },
    });
  const { token } = (await (await send()).json()) as { token: string };
  expect(token).toMatch(/^brth_w_/);
  const again = await send();
  expect(again.status).toBe(409);
  expect(await again.text()).toContain("shown once");
  expect(JSON.stringify(acme.rows("select * from request_key"))).not.toContain(token.slice(12));
  const { tokens } = await acme.owner.ok("GET /organizations/{org}/worker-tokens", org);
  expect(tokens).toHaveLength(1);
});

test("what is kept of a request does not give its secret away", async () => {
  const secret = "hunter2-hunter2";
  await acme.owner.call("POST /organizations/{org}/registries", {
    ...org,
    body: createBody({ host: "registry.example.com" }, { secret: { password: secret } }),
    headers: { "idempotency-key": "key-9" },
  });
  const kept = JSON.stringify(acme.rows("select * from request_key"));
  expect(kept).not.toContain(secret);
});

test("a key is free again after a day", async () => {
  await create(acme.owner, "Yesterday", "key-10");
  acme.sql("update request_key set at = at - ? where key = 'key-10'", dayMs);
  expect((await create(acme.owner, "Today", "key-10")).status).toBe(201);
});

test("a key that can't be one is refused", async () => {
  for (const key of ["a b", '"', '""', "a\\b", "x".repeat(201)]) {
    expect((await create(acme.owner, "Never", key)).status, key).toBe(400);
  }
  expect(await projects()).not.toContain("Never");
});
