import { afterEach, beforeEach, expect, test } from "vitest";
import { createMailer } from "../src/mail/mailer.ts";
import { parseSmtpUrl } from "../src/mail/parse-smtp-url.ts";
import { startMailServer, tokenIn } from "../src/mail/testing/mail-server.ts";
import { appCode, setUpApp } from "./support/app-code.ts";
import { createClient } from "./support/client.ts";
import { ownerInput, password, publicUrl, startAcme, type Acme } from "./support/harness.ts";
import { createInstance } from "./support/instance.ts";
import { acmeParams as params } from "./support/registry.ts";

let acme: Acme;
let mailbox: Awaited<ReturnType<typeof startMailServer>>;

beforeEach(async () => {
  mailbox = await startMailServer();
  const server = parseSmtpUrl(mailbox.url);
  if (server === null) throw new Error(mailbox.url);
  acme = await startAcme({ mailer: createMailer({ server, from: "berth@example.com" }) });
});
afterEach(async () => {
  await acme.close();
  await mailbox.close();
});

const fresh = "another quite long password";

async function requestReset(email: string): Promise<string> {
  await acme.anonymous.ok("POST /password-reset/request", { body: { email } });
  await acme.deps.background.settled();
  const last = mailbox.mails.at(-1);
  return last === undefined ? "" : tokenIn(last);
}

test("a mailed link sets a new password once, ends every session, and is told to the organization", async () => {
  const token = await requestReset("AINO@example.com");
  expect(mailbox.mails).toMatchObject([{ to: ["aino@example.com"] }]);
  expect(await acme.anonymous.ok("POST /password-reset/look", { body: { token } })).toEqual({
    email: "aino@example.com",
  });
  await acme.anonymous.ok("POST /password-reset", { body: { token, password: fresh } });
  expect((await acme.owner.call("GET /session", {})).status).toBe(401);
  const { email } = ownerInput;
  const signIn = (text: string) =>
    acme.anonymous.call("POST /sign-in", { body: { email, password: text } });
  expect((await signIn(password)).status).toBe(401);
  expect((await signIn(fresh)).status).toBe(200);
  expect(
    await acme.anonymous.refused("POST /password-reset", { body: { token, password: fresh } }),
  ).toMatchObject({ status: 403, code: "reset_invalid" });
  const actions = acme.rows("select action from audit_event").map(({ action }) => action);
  expect(actions).toContain("account.reset-password");
  await acme.deps.background.settled();
  expect(mailbox.mails.at(-1)?.headers).toContain("Your password for Berth was set anew");
});

test("a link alone sets no password of somebody who has a second factor, and waits for it", async () => {
  const { secret } = await setUpApp(acme, acme.owner);
  const token = await requestReset("aino@example.com");
  const reset = (step: { code?: string } = {}, text = fresh) =>
    acme.anonymous.refused("POST /password-reset", { body: { token, password: text, ...step } });
  expect((await reset()).code).toBe("second_factor_required");
  expect((await reset({ code: "000000" })).code).toBe("second_factor_failed");
  const code = appCode(acme, secret);
  // A password that is refused uses up neither the link nor the code.
  expect((await reset({ code }, "aino karhu 12345")).code).toBe("validation_failed");
  await acme.anonymous.ok("POST /password-reset", { body: { token, password: fresh, code } });
  expect((await acme.owner.call("GET /session", {})).status).toBe(401);

  const next = await requestReset("aino@example.com");
  const outcomes: string[] = [];
  for (let tries = 0; tries < 8; tries += 1) {
    const body = { token: next, password: fresh, code: "000000" };
    outcomes.push((await acme.anonymous.refused("POST /password-reset", { body })).code);
  }
  expect(outcomes.at(-1)).toBe("rate_limited");
});

test("nobody learns whether an address has an account", async () => {
  for (const email of ["aino@example.com", "nobody@example.com"]) {
    const answer = await acme.anonymous.call("POST /password-reset/request", { body: { email } });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
  }
  await acme.deps.background.settled();
  expect(mailbox.mails.map(({ to }) => to)).toEqual([["aino@example.com"]]);
});

test("a newer link ends the one before, and each ends after half an hour", async () => {
  const first = await requestReset("aino@example.com");
  const second = await requestReset("aino@example.com");
  const look = async (token: string) =>
    (await acme.anonymous.call("POST /password-reset/look", { body: { token } })).status;
  expect([await look(first), await look(second)]).toEqual([403, 200]);
  acme.advance(30 * 60_000);
  expect(await look(second)).toBe(403);
});

test("three mails an hour go to one person, whoever asks; a network that asks for many is stopped", async () => {
  for (let n = 0; n < 20; n += 1) await requestReset("aino@example.com");
  expect(mailbox.mails).toHaveLength(3);
  expect(
    await acme.anonymous.refused("POST /password-reset/request", { body: { email: "x@y.test" } }),
  ).toMatchObject({ status: 429, code: "rate_limited" });
});

test("a network of IPv6 is stopped as one, however many addresses it asks from", async () => {
  const ask = async (n: number) => {
    const client = createClient(acme.app, publicUrl, null, `2001:db8:0:1::${n.toString(16)}`);
    const body = { email: "x@y.test" };
    return (await client.call("POST /password-reset/request", { body })).status;
  };
  const statuses = [];
  for (let n = 1; n <= 21; n += 1) statuses.push(await ask(n));
  expect(statuses.slice(-2)).toEqual([204, 429]);
});

test("an invitation is mailed, and then its link is shown to nobody else", async () => {
  const body = { email: "bea@example.com", role: "support" as const };
  const sent = await acme.owner.ok("POST /organizations/{org}/invitations", { params, body });
  expect(sent).toMatchObject({ mail: "sent", link: null });
  const [mail] = mailbox.mails;
  expect(mail?.to).toEqual(["bea@example.com"]);
  expect(mail?.text).toContain("Aino Karhu invites you to Acme in Berth, as support.");
  const token = mail === undefined ? "" : tokenIn(mail);
  const bea = acme.anonymous.fork();
  await bea.ok("POST /invitations/accept", { body: { token, name: "Bea", password } });
  expect((await bea.ok("GET /session", {})).user.email).toBe("bea@example.com");
});

test("where the mail server is down, the inviter gets the link, and the log a code alone", async () => {
  await mailbox.close();
  const body = { email: "bea@example.com", role: "support" as const };
  const sent = await acme.owner.ok("POST /organizations/{org}/invitations", { params, body });
  expect(sent).toMatchObject({ mail: "failed", link: expect.stringContaining("/invite#token=") });
  expect(acme.logText()).toContain("a mail was not sent");
  expect(acme.logText()).not.toContain("bea@example.com");
});

test("the operator makes a link where no mail is sent, and that is written down", async () => {
  const instance = await createInstance({ BERTH_PUBLIC_URL: "https://berth.example.com" });
  try {
    const booted = await instance.start();
    const { store, vault } = booted;
    await store.setup.createOwner({
      person: { id: "usr_a", name: "Aino", email: "aino@example.com" },
      account: { id: "acc_a", passwordHash: "$argon2id$old" },
      organization: { id: "org_a", slug: "acme", name: "Acme" },
      memberId: "mem_a",
      orgKey: await vault.newOrgKey("org_a", 0),
      at: 0,
      audit: {
        action: "organization.create",
        actor: { kind: "person", id: "usr_a", name: "Aino" },
        object: { kind: "organization", id: "org_a", name: "Acme" },
        changes: [],
        address: null,
        requestId: "req_a",
        at: 0,
      },
    });
    const ran = await instance.run("people", "reset-link", "Aino@example.com");
    expect(ran).toMatchObject({ code: 0, notes: ["The link works once, for 60 minutes."] });
    expect(ran.lines[0]).toMatch(/^https:\/\/berth\.example\.com\/reset#token=brth_l_[\w-]{43}$/);
    const { rows } = await store.audit.list("org_a", { limit: 5 });
    expect(rows[0]).toMatchObject({ action: "account.reset-link", actor: { name: "Operator" } });
    expect(await instance.run("people", "reset-link", "nobody@example.com")).toMatchObject({
      code: 64,
      notes: ["berth: Nobody here has the address nobody@example.com."],
    });
    await instance.stop(booted);
  } finally {
    await instance.dispose();
  }
});

test("a password that could be guessed is refused on every way to a new one, with the reason, and uses up no link", async () => {
  const reset = await requestReset("aino@example.com");
  const setReset = (weak: string) =>
    acme.anonymous.refused("POST /password-reset", { body: { token: reset, password: weak } });
  const change = (newPassword: string) =>
    acme.owner.refused("PUT /account/password", { body: { oldPassword: password, newPassword } });
  await acme.owner.ok("POST /organizations/{org}/invitations", {
    params,
    body: { email: "bea@example.com", role: "member" },
  });
  await acme.deps.background.settled();
  const mail = mailbox.mails.at(-1);
  const invitation = mail === undefined ? "" : tokenIn(mail);
  const join = (weak: string) => ({ token: invitation, name: "Bea Virtanen", password: weak });
  const accept = (weak: string) =>
    acme.anonymous.refused("POST /invitations/accept", { body: join(weak) });

  for (const [weak, reason] of [
    ["Administrator1", /stands in lists of stolen passwords/],
    ["lanternlantern", /repeats one short part/],
    ["Acme-2026-acme", /little more than “Acme”/],
  ] as const) {
    for (const [way, field] of [
      [setReset, "password"],
      [change, "newPassword"],
      [accept, "password"],
    ] as const) {
      const { status, issues } = await way(weak);
      expect(status, weak).toBe(422);
      expect(issues?.[0]?.path).toBe(field);
      expect(issues?.[0]?.message).toMatch(reason);
    }
  }
  await acme.anonymous.ok("POST /invitations/accept", { body: join(fresh) });
  await acme.anonymous.ok("POST /password-reset", { body: { token: reset, password: fresh } });
});
