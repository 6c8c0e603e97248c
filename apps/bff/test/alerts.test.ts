import { createHmac } from "node:crypto";
import { alertKinds, type AlertChannelSaved, type RouteBody } from "@berth/api-contract";
import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Mail } from "../src/mail/mailer.ts";
import { MailError } from "../src/mail/mailer.ts";
import { reEncrypt } from "../src/services/keys/re-encrypt.ts";
import { signInAgain, startAcme, type Acme } from "./support/harness.ts";
import {
  startHookReceiver,
  type HookReceiver,
} from "../src/services/alerts/testing/hook-receiver.ts";
import { acmeParams as org, addRegistry, pair, runCheck } from "./support/registry.ts";
import { addProject, addWorker } from "./support/worker.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
const account = { ...pair, pull: ["team/app"] };
const token = "T0KEN-that-opens-the-channel";

let registry: FakeRegistry;
let hooks: HookReceiver;
let acme: Acme;
let mails: Mail[];
let mailsFail: boolean;

beforeAll(async () => {
  registry = await startFakeRegistry({
    dialect: "standard-token",
    accounts: [account],
    images: { "team/app:1": createImage() },
  });
  hooks = await startHookReceiver();
});
afterAll(() => Promise.all([registry.close(), hooks.close()]));
beforeEach(async () => {
  mails = [];
  mailsFail = false;
  hooks.received.length = 0;
  Object.assign(hooks.answer, { status: 200, headers: {}, body: "thanks" });
  account.secret = pair.secret;
  acme = await startAcme({
    allow: [registry.host, hooks.host],
    mailer: async (mail) => {
      if (mailsFail) throw new MailError("ECONNECTION");
      mails.push(mail);
    },
  });
});
afterEach(() => acme.close());

type ChannelBody = RouteBody<"POST /organizations/{org}/alert-channels">;

async function addChannel(over: Partial<ChannelBody> = {}): Promise<AlertChannelSaved> {
  const usual = { kind: "webhook", name: "On call", events: [...alertKinds] };
  const address = over.kind === "email" ? {} : { secretUrl: `http://${hooks.host}/hook/${token}` };
  const body = { ...usual, ...address, ...over } as ChannelBody;
  return await acme.owner.ok("POST /organizations/{org}/alert-channels", { params: org, body });
}

async function deliveries(query: object = {}) {
  const answer = await acme.owner.ok("GET /organizations/{org}/alert-deliveries", {
    params: org,
    query,
  });
  return answer.deliveries;
}

/** Sessions end when the clock is moved far: who goes on through the API signs in again. */
async function later(ms: number): Promise<void> {
  acme.pass(ms);
  await acme.runJobs();
}

const kept = async () =>
  (await acme.store.alerts.deliveries(acme.organizationId, { limit: 50 })).rows;

const bodies = () => hooks.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

test("a registry that fails and works again is told once each, signed, and without any secret", async () => {
  const { signingSecret } = await addChannel();
  const { id } = await addRegistry(acme.owner, registry);
  const image = `${registry.host}/team/app:1`;
  const check = () => runCheck(acme.owner, { subject: "registry", registryId: id, image });
  await check();
  account.secret = "changed-by-the-vendor";
  await check();
  await check();
  await acme.runJobs();
  expect(bodies()).toEqual([
    expect.objectContaining({
      type: "registry.failing",
      organization: { slug: "acme", name: "Acme" },
      subject: { id, name: "Fake" },
      title: "Registry 'Fake' is failing",
      url: `http://127.0.0.1:8080/o/acme/registries/${id}`,
    }),
  ]);
  account.secret = pair.secret;
  await check();
  await acme.runJobs();
  await acme.runJobs();
  expect(bodies().map(({ type }) => type)).toEqual(["registry.failing", "registry.recovered"]);

  for (const { headers, body, path } of hooks.received) {
    expect(path).toBe(`/hook/${token}`);
    expect(body).not.toContain(pair.secret);
    const [, seconds = "", mac] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["berth-signature"])) ?? [];
    const expected = createHmac("sha256", signingSecret ?? "").update(`${seconds}.${body}`);
    expect(mac).toBe(expected.digest("hex"));
    expect(Math.abs(Number(seconds) * 1000 - Date.now())).toBeLessThan(60_000);
    expect(headers["berth-delivery"]).toBe((JSON.parse(body) as { id: string }).id);
  }
  const log = await deliveries();
  expect(log.map(({ kind, state, attempts }) => [kind, state, attempts])).toEqual([
    ["registry.recovered", "sent", 1],
    ["registry.failing", "sent", 1],
  ]);
  expect(log[0]?.outcome).toBe(`${hooks.host} answered 200.`);
});

test("trouble of the registry, and the address of a channel, are nobody's alert", async () => {
  await addChannel();
  const { id } = await addRegistry(acme.owner, registry);
  const image = `${registry.host}/team/app:1`;
  await runCheck(acme.owner, { subject: "registry", registryId: id, image });
  registry.play("outage");
  await runCheck(acme.owner, { subject: "registry", registryId: id, image });
  registry.play(null);
  await runCheck(acme.owner, { subject: "registry", registryId: id, image });
  await acme.runJobs();
  expect(bodies()).toEqual([]);
});

test("the end of a secret is told at 30, 14, 7 and 1 days and when it has come, and a snooze silences all but the end", async () => {
  await addChannel({ events: ["secret.expiring", "secret.expired"] });
  const expiryAt = new Date(Date.now() + 31 * dayMs).toISOString();
  const { id } = await addRegistry(acme.owner, registry, { expiryAt });
  await acme.runJobs();
  expect(bodies()).toEqual([]);
  const told: unknown[] = [];
  for (let day = 0; day <= 32; day += 1) {
    if (day === 20) {
      await snooze(id, 7);
    }
    await later(dayMs);
    told.push(...bodies().map(({ title }) => [day + 1, title]));
    hooks.received.length = 0;
  }
  expect(told).toEqual([
    [1, "The secret of 'Fake' ends in 30 days"],
    [17, "The secret of 'Fake' ends in 14 days"],
    [27, "The secret of 'Fake' ends in 4 days"],
    [30, "The secret of 'Fake' ends within a day"],
    [31, "The secret of 'Fake' has ended"],
  ]);
});

test("a worker token's end, a secret's age and images without a pattern are told once", async () => {
  await addChannel();
  const { id } = await addRegistry(acme.owner, registry);
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params: { ...org, id },
    body: { version: 1, rotateAfterDays: 10 },
  });
  const { worker } = await addWorker(acme, await addProject(acme.owner, "train"));
  const pull = (image: string) => worker.ok("POST /worker/pulls", { body: { image } });
  await pull("quay.io/team/tool:1");
  await pull("quay.io/team/tool:2");
  await pull("ghcr.io/team/<b>:1".replace("<b>", "b"));
  await acme.runJobs();
  expect(bodies()).toEqual([
    expect.objectContaining({
      type: "images.uncovered",
      title: "2 images were pulled that no pattern covers",
      images: [
        { image: "quay.io/team/tool", pulls: 2, failed: 0 },
        { image: "ghcr.io/team/b", pulls: 1, failed: 0 },
      ],
    }),
  ]);
  hooks.received.length = 0;
  await later(2 * 3_600_000);
  await signInAgain(acme);
  await pull("quay.io/team/tool:1");
  await acme.runJobs();
  expect(bodies()).toEqual([]);
  await later(11 * dayMs);
  expect(bodies().map(({ title }) => title)).toEqual([
    "The secret of 'Fake' is due to be replaced",
  ]);
  hooks.received.length = 0;
  await later(6 * dayMs);
  expect(bodies().map(({ title }) => title)).toEqual(["Worker token 'gpu-3' ends in 13 days"]);
});

test("what does not arrive is tried again, later each time, given up in the end, and nothing is sent twice", async () => {
  await addChannel();
  hooks.answer.status = 503;
  hooks.answer.body = "<script>stranger</script>";
  await fail();
  expect(hooks.received).toHaveLength(1);
  expect(await deliveries()).toMatchObject([
    { state: "waiting", attempts: 1, outcome: `${hooks.host} answered 503.` },
  ]);
  for (const minutes of [1, 5, 15, 60, 180, 360]) await later(minutes * minuteMs + 1_000);
  expect(hooks.received).toHaveLength(7);
  expect(await kept()).toMatchObject([{ state: "failed", attempts: 7, nextAttemptAt: null }]);
  await later(dayMs);
  expect(hooks.received).toHaveLength(7);
  // The same delivery every time, so that a receiver can tell.
  expect(new Set(bodies().map(({ id }) => id)).size).toBe(1);
  expect(JSON.stringify(await kept())).not.toContain("stranger");
});

test("what was given up is sent again by hand, and only what has not arrived", async () => {
  const { channel } = await addChannel();
  const again = (id: string) =>
    acme.owner.call("POST /organizations/{org}/alert-deliveries/{id}/resend", {
      params: { ...org, id },
    });
  hooks.answer.status = 500;
  await addRegistry(acme.owner, registry, { expiryAt: new Date(Date.now() + dayMs).toISOString() });
  await later(minuteMs);
  const [waiting] = await deliveries();
  expect(waiting).toMatchObject({ state: "waiting", attempts: 1 });
  const id = waiting?.id ?? "";
  const attempts = hooks.received.length;
  expect((await again(id)).status).toBe(200);
  await later(0);
  expect(hooks.received).toHaveLength(attempts + 1);

  const paused = { params: { ...org, id: channel.id }, body: { version: 1, paused: true } };
  await acme.owner.ok("PATCH /organizations/{org}/alert-channels/{id}", paused);
  expect((await again(id)).status).toBe(409);
  const resumed = { ...paused, body: { version: 2, paused: false } };
  await acme.owner.ok("PATCH /organizations/{org}/alert-channels/{id}", resumed);

  hooks.answer.status = 200;
  expect((await again(id)).status).toBe(200);
  await later(0);
  expect(await deliveries()).toMatchObject([{ id, state: "sent", attempts: 1 }]);
  expect((await again(id)).status).toBe(409);
  expect((await again("ald_nothing")).status).toBe(404);
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { action: "alert-channel.resend" },
  });
  expect(events).toHaveLength(2);
});

test("a receiver that asks for time gets it, and then its alert", async () => {
  await addChannel();
  Object.assign(hooks.answer, { status: 429, headers: { "retry-after": "600" } });
  await fail();
  hooks.answer.status = 204;
  await later(5 * minuteMs);
  expect(hooks.received).toHaveLength(1);
  await later(6 * minuteMs);
  expect(hooks.received).toHaveLength(2);
  expect(await kept()).toMatchObject([{ state: "sent", attempts: 2 }]);
});

test("mail goes to each address on its own, and Slack's format can't be broken out of", async () => {
  await addChannel({
    kind: "email",
    name: "Mail",
    recipients: ["ops@example.com", "lead@example.com"],
  } as never);
  await addChannel({ kind: "slack", name: "Slack" });
  mailsFail = true;
  await fail("A <!channel> & more");
  mailsFail = false;
  await later(2 * minuteMs);
  expect(mails.map(({ to }) => to).toSorted()).toEqual(["lead@example.com", "ops@example.com"]);
  expect(mails[0]).toMatchObject({ subject: "Registry 'A <!channel> & more' is failing (Acme)" });
  expect(mails[0]?.text).toContain("http://127.0.0.1:8080/o/acme/registries/");
  expect(mails[0]?.text).toContain("the alert channel 'Mail' of Acme");
  const [{ text = "" } = {}] = bodies();
  expect(text).toContain("*Registry 'A &lt;!channel&gt; &amp; more' is failing*");
  expect(hooks.received[0]?.headers["berth-signature"]).toBeUndefined();
});

test("a channel is tested, paused, changed and deleted, each in the audit log and none with the address", async () => {
  const { channel, signingSecret } = await addChannel();
  const params = { ...org, id: channel.id };
  const change = (body: RouteBody<"PATCH /organizations/{org}/alert-channels/{id}">) =>
    acme.owner.ok("PATCH /organizations/{org}/alert-channels/{id}", { params, body });
  const tested = await acme.owner.ok("POST /organizations/{org}/alert-channels/{id}/test", {
    params,
  });
  expect(tested.deliveries).toMatchObject([{ state: "sent", kind: null }]);
  expect(bodies()).toMatchObject([{ type: "test", subject: null }]);

  await change({ version: 1, paused: true });
  await fail();
  expect(hooks.received).toHaveLength(1);
  const stale = await acme.owner.refused("PATCH /organizations/{org}/alert-channels/{id}", {
    params,
    body: { version: 1, name: "x" },
  });
  expect(stale.code).toBe("conflict");
  const moved = await change({ version: 2, secretUrl: `http://${hooks.host}/other/${token}` });
  expect(moved.signingSecret).toMatch(/^brth_s_[\w-]{43}$/);
  expect(moved.signingSecret).not.toBe(signingSecret);
  expect((await change({ version: 3, name: "Night" })).signingSecret).toBeNull();

  const list = await acme.owner.ok("GET /organizations/{org}/alert-channels", { params: org });
  expect(list).toMatchObject({ mail: true, channels: [{ name: "Night", host: hooks.host }] });
  await acme.owner.ok("DELETE /organizations/{org}/alert-channels/{id}", { params });
  expect(await deliveries()).toEqual([]);
  const audit = JSON.stringify(acme.rows("select * from audit_event"));
  for (const action of ["create", "test", "update", "delete"]) {
    expect(audit).toContain(`alert-channel.${action}`);
  }
  const everything = audit + JSON.stringify(list) + acme.logText();
  expect(everything).not.toContain(token);
  expect(everything).not.toContain(signingSecret);
});

test("an address that may not be reached is refused without being quoted, and again when it is sent to", async () => {
  for (const secretUrl of [
    `http://169.254.169.254/${token}`,
    `https://127.0.0.1:1/${token}`,
    `http://example.com/${token}`,
    `https://user:${token}@example.com/`,
    `ftp://example.com/${token}`,
    token,
  ]) {
    const refused = await acme.owner.refused("POST /organizations/{org}/alert-channels", {
      params: org,
      body: { kind: "webhook", name: "x", events: ["registry.failing"], secretUrl },
    });
    expect(refused).toMatchObject({ status: 422, issues: [{ path: "secretUrl" }] });
    expect(JSON.stringify(refused)).not.toContain(token);
  }
  // Somebody with the database points a channel elsewhere: the record does not open for that.
  const { channel } = await addChannel();
  acme.sql("update alert_channel set host = 'evil.example.com'");
  const { deliveries: tested } = await acme.owner.ok(
    "POST /organizations/{org}/alert-channels/{id}/test",
    { params: { ...org, id: channel.id } },
  );
  expect(tested).toMatchObject([
    {
      state: "failed",
      outcome: "The stored address can't be opened. Enter the address of this channel again.",
    },
  ]);
  expect(hooks.received).toEqual([]);
});

test("an address moves to a new key with everything else of the organization", async () => {
  const { channel } = await addChannel();
  const key = await acme.vault.nextOrgKey(acme.organizationId, Date.now());
  const { store, vault } = acme;
  await store.keys.addOrgKey({
    key,
    audit: {
      action: "organization.rotate-key",
      actor: { kind: "system", id: null, name: "berth" },
      object: { kind: "organization", id: acme.organizationId, name: "Acme" },
      changes: [],
      address: null,
      requestId: "req_test",
      at: Date.now(),
    },
  });
  expect(await reEncrypt({ store, vault }, acme.organizationId)).toEqual({
    moved: 2,
    unreadable: [],
  });
  await acme.owner.ok("POST /organizations/{org}/alert-channels/{id}/test", {
    params: { ...org, id: channel.id },
  });
  expect(hooks.received).toHaveLength(1);
});

async function snooze(id: string, days: number): Promise<void> {
  await signInAgain(acme);
  await acme.owner.ok("POST /organizations/{org}/registries/{id}/snooze", {
    params: { ...org, id },
    body: { days },
  });
}

/** A registry that worked and fails now, and whatever is sent at once. */
async function fail(name = "Fake"): Promise<void> {
  const { id } = await addRegistry(acme.owner, registry, { name });
  account.secret = "changed-by-the-vendor";
  const image = `${registry.host}/team/app:1`;
  await runCheck(acme.owner, { subject: "registry", registryId: id, image });
  await acme.runJobs();
}
