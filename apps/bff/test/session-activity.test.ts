import { backgroundHeader } from "@berth/api-contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";

const minute = 60_000;
const headers = { [backgroundHeader]: "1" };
const params = { org: "acme" };

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const settle = () => acme.deps.background.settled();

test("a page that asks by itself keeps no session alive, whatever it asks", async () => {
  for (let minutes = 0; minutes < 30; minutes += 5) {
    expect((await acme.owner.call("GET /session", { headers })).status).toBe(200);
    const registries = acme.owner.call("GET /organizations/{org}/registries", { params, headers });
    expect((await registries).status).toBe(200);
    await settle();
    acme.advance(5 * minute);
  }
  expect((await acme.owner.call("GET /session", { headers })).status).toBe(401);
});

test("what somebody asks for does, and the answer tells the new end by the server's clock", async () => {
  acme.advance(28 * minute);
  const before = await acme.owner.ok("GET /session", { headers });
  expect(Date.parse(before.idleEndsAt) - Date.parse(before.at)).toBeLessThan(3 * minute);
  const after = await acme.owner.ok("GET /session", {});
  expect(Date.parse(after.idleEndsAt) - Date.parse(after.at)).toBeGreaterThan(29 * minute);
  await settle();
  acme.advance(28 * minute);
  expect((await acme.owner.call("GET /session", {})).status).toBe(200);
});

test("a change counts as activity, whatever it says of itself", async () => {
  acme.advance(28 * minute);
  await acme.owner.ok("POST /organizations/{org}/projects", {
    params,
    body: { name: "train", owner: { kind: "organization" } },
    headers,
  });
  await settle();
  acme.advance(10 * minute);
  expect((await acme.owner.call("GET /session", {})).status).toBe(200);
});
