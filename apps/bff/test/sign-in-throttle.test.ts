import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ownerInput, password, startAcme, type Acme } from "./support/harness.ts";

let acme: Acme;
// A delay must not be over because the machine is busy.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(async () => {
  vi.useRealTimers();
  await acme.close();
});

const { email } = ownerInput;
const wrong = { email, password: "wrong wrong wrong" };

test("S-15: addresses that a client makes up change nothing, and a known device is not held up by them", async () => {
  acme = await startAcme();
  await acme.owner.ok("POST /sign-in", { body: { email, password } });
  let reached = 0;
  for (let n = 0; n < 300; n += 1) {
    const headers = { "x-forwarded-for": `198.51.100.${n % 250}, 203.0.113.${n % 250}` };
    const { status } = await acme.anonymous.call("POST /sign-in", { body: wrong, headers });
    if (status !== 429) reached += 1;
  }
  expect(reached).toBeLessThanOrEqual(5);
  expect((await acme.anonymous.call("POST /sign-in", { body: { email, password } })).status).toBe(
    429,
  );
  expect((await acme.owner.call("POST /sign-in", { body: { email, password } })).status).toBe(200);
});

test("the cookie of a device opens nothing by itself and stands for its own account alone", async () => {
  acme = await startAcme();
  await acme.owner.ok("POST /sign-in", { body: { email, password } });
  const device = acme.anonymous.fork();
  const [name, value] = [...acme.owner.cookies].find(([key]) => key === "berth.device") ?? [];
  device.cookies.set(name ?? "", value ?? "");
  expect((await device.call("GET /session", {})).status).toBe(401);
  for (let n = 0; n < 5; n += 1) await device.call("POST /sign-in", { body: wrong });
  expect((await device.call("POST /sign-in", { body: { email, password } })).status).toBe(429);
  expect((await acme.anonymous.call("POST /sign-in", { body: { email, password } })).status).toBe(
    200,
  );
});
