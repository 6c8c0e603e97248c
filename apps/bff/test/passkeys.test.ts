import type { ErrorBody, RouteBody } from "@berth/api-contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secret } from "../src/secret-text.ts";
import { makeResetLink } from "../src/services/passwords/make-reset-link.ts";
import { appCode, setUpApp } from "./support/app-code.ts";
import type { Client } from "./support/client.ts";
import { ownerInput, password, startAcme, type Acme } from "./support/harness.ts";
import { SoftwareAuthenticator, type Wrongs } from "./support/software-authenticator.ts";

const here = new URL("http://localhost:8080");
const { email } = ownerInput;
const path = "/account/second-factor/passkeys";

let acme: Acme;
const sent: { to: string; subject: string }[] = [];
beforeEach(async () => {
  sent.length = 0;
  acme = await startAcme({
    publicUrl: here,
    // Nobody asks it anything here.
    identityProvider: {
      name: "Acme ID",
      issuer: "https://id.example.com",
      clientId: "berth",
      clientSecret: new Secret("not-used"),
      authorizationUrl: "https://id.example.com/auth",
      tokenUrl: "https://id.example.com/token",
      keysUrl: "https://id.example.com/keys",
      userInfoUrl: null,
    },
    mailer: ({ to, subject }) => {
      sent.push({ to, subject });
      return Promise.resolve();
    },
  });
});
afterEach(() => acme.close());

const addTo = async (client: Client, name = "Phone", options: { synced?: boolean } = {}) => {
  const authenticator = new SoftwareAuthenticator(here.origin, options);
  const setup = await client.ok(`POST ${path}/prepare`, {});
  const { codes } = await client.ok(`POST ${path}`, {
    body: { name, made: authenticator.make(setup) },
  });
  return { authenticator, codes };
};

type Step = Partial<Pick<RouteBody<"POST /sign-in">, "code" | "passkey">>;

async function signIn(step: Step = {}, who = email) {
  const client = acme.anonymous.fork();
  const answer = await client.call("POST /sign-in", { body: { email: who, password, ...step } });
  const body = answer.status === 200 ? null : ((await answer.json()) as ErrorBody);
  return { client, status: answer.status, error: body?.error };
}

/** What the right password alone is answered with: what to sign. */
async function asked(who = email) {
  const { error } = await signIn({}, who);
  expect(error?.code).toBe("second_factor_required");
  const ask = error?.secondFactor?.passkey;
  if (!ask) throw new Error("no passkey is asked for");
  return ask;
}

const entries = (action: string) =>
  acme
    .rows(`select changes from audit_event where action = '${action}' order by sequence`)
    .map(({ changes }) => JSON.parse(String(changes)) as { field: string; after: unknown }[]);

test("a passkey is added, asked for beside the password, and opens once for each challenge", async () => {
  const { authenticator, codes } = await addTo(acme.owner);
  expect(codes).toHaveLength(10);
  expect((await addTo(acme.owner, "Laptop", { synced: true })).codes).toBeNull();
  const { passkeys, ...rest } = await acme.owner.ok("GET /account/second-factor", {});
  expect(rest).toEqual({ totp: false, passkeySupport: "possible", recoveryCodesLeft: 10 });
  expect(passkeys).toMatchObject([
    { name: "Phone", synced: false, lastUsedAt: null, elsewhere: null },
    { name: "Laptop", synced: true },
  ]);

  const ask = await asked();
  expect(ask).toMatchObject({ rpId: "localhost", userVerification: "required" });
  expect(ask.allowCredentials.map(({ id }) => id)).toContain(authenticator.id);
  const proof = authenticator.prove(ask);
  const first = await signIn({ passkey: proof });
  expect(first.status).toBe(200);
  expect((await first.client.call("GET /session", {})).status).toBe(200);
  expect((await signIn({ passkey: proof })).error?.code).toBe("second_factor_failed");
  expect(entries("session.sign-in").at(-1)).toMatchObject([{ after: "password and passkey" }]);
  const [used] = (await acme.owner.ok("GET /account/second-factor", {})).passkeys;
  expect(used?.lastUsedAt).not.toBeNull();
  expect(entries("account.add-passkey")).toMatchObject([
    [{ after: "Phone" }],
    [{ after: "Laptop" }],
  ]);
  await acme.deps.background.settled();
  expect(sent.map(({ subject }) => subject)).toEqual([
    "The passkey “Phone” was added to your account in Berth",
    "The passkey “Laptop” was added to your account in Berth",
  ]);
});

test.each<[string, Wrongs]>([
  ["another origin", { origin: "https://localhost.evil.example" }],
  ["another port of the same host", { origin: "http://localhost:9090" }],
  ["another address than the one it was made for", { rpId: "evil.example" }],
  ["nobody verified", { verified: false }],
  ["a challenge of the asker's own", { challenge: Buffer.alloc(32).toString("base64url") }],
])("what is signed with %s opens nothing, and makes no passkey", async (_, wrongs) => {
  const { authenticator } = await addTo(acme.owner);
  const refused = await signIn({ passkey: authenticator.prove(await asked(), wrongs) });
  expect([refused.status, refused.error?.code]).toEqual([401, "second_factor_failed"]);
  // The refusal says anew what to sign, so that another try needs no other request.
  const again = refused.error?.secondFactor?.passkey;
  if (!again) throw new Error("nothing to sign");
  expect((await signIn({ passkey: authenticator.prove(again) })).status).toBe(200);

  const other = new SoftwareAuthenticator(here.origin);
  const setup = await acme.owner.ok(`POST ${path}/prepare`, {});
  const made = await acme.owner.refused(`POST ${path}`, {
    body: { name: "Other", made: other.make(setup, wrongs) },
  });
  expect(made.code).toBe("conflict");
  expect((await acme.owner.ok("GET /account/second-factor", {})).passkeys).toHaveLength(1);
});

test("a statement of the authenticator's maker is refused before anything in it is followed", async () => {
  const authenticator = new SoftwareAuthenticator(here.origin);
  const setup = await acme.owner.ok(`POST ${path}/prepare`, {});
  const made = authenticator.make(setup, { certified: true });
  const refused = await acme.owner.refused(`POST ${path}`, { body: { name: "Certified", made } });
  expect(refused.code).toBe("conflict");
  // Refused before the challenge was even looked at.
  const fine = { name: "Plain", made: authenticator.make(setup) };
  expect((await acme.owner.call(`POST ${path}`, { body: fine })).status).toBe(201);
});

test("a challenge is for one person, one purpose and one session, once, and for minutes", async () => {
  const { authenticator } = await addTo(acme.owner);
  const support = await acme.as("support");
  const { user } = await support.ok("GET /session", {});
  const { authenticator: theirs } = await addTo(support, "Theirs");
  const refused = async (passkey: Step["passkey"], who = email) =>
    (await signIn({ passkey }, who)).error?.code;

  // Somebody else's passkey, over their own challenge and over this one.
  expect(await refused(theirs.prove(await asked(user.email)))).toBe("second_factor_failed");
  expect(await refused(theirs.prove(await asked()))).toBe("second_factor_failed");
  expect(await refused(authenticator.prove(await asked(user.email)))).toBe("second_factor_failed");
  acme.advance(60 * 60_000);

  const late = authenticator.prove(await asked());
  acme.advance(6 * 60_000);
  expect(await refused(late)).toBe("second_factor_failed");

  // One that was given to a session to add a passkey proves nothing, and one of another session neither.
  const { client } = await signIn({ passkey: authenticator.prove(await asked()) });
  const setup = await client.ok(`POST ${path}/prepare`, {});
  expect(
    await refused(authenticator.prove({ challenge: setup.challenge, rpId: "localhost" })),
  ).toBe("second_factor_failed");
  const { client: elsewhere } = await signIn({ passkey: authenticator.prove(await asked()) });
  const made = new SoftwareAuthenticator(here.origin).make(setup);
  const stolen = await elsewhere.refused(`POST ${path}`, { body: { name: "Stolen", made } });
  expect(stolen.code).toBe("conflict");
  expect((await client.call(`POST ${path}`, { body: { name: "Own", made } })).status).toBe(201);
  expect((await client.refused(`POST ${path}`, { body: { name: "Twice", made } })).code).toBe(
    "conflict",
  );
  // Those that are over are swept away when the next one is given.
  expect(acme.rows("select until from passkey_challenge")).not.toEqual([]);
  for (const { until } of acme.rows("select until from passkey_challenge")) {
    expect(until).toBeGreaterThan(acme.deps.clock());
  }
});

test("a count that goes back is refused, written down and mailed; one that is never kept is fine", async () => {
  const { authenticator } = await addTo(acme.owner);
  const { authenticator: synced } = await addTo(acme.owner, "Synced", { synced: true });
  for (let n = 0; n < 2; n += 1) {
    expect((await signIn({ passkey: synced.prove(await asked()) })).status).toBe(200);
    expect((await signIn({ passkey: authenticator.prove(await asked()) })).status).toBe(200);
  }
  sent.length = 0;
  const copy = authenticator.prove(await asked(), { signCount: authenticator.signCount });
  expect((await signIn({ passkey: copy })).error?.code).toBe("second_factor_failed");
  expect(entries("account.refuse-passkey")).toMatchObject([
    [
      { field: "passkey", after: "Phone" },
      { field: "reason", after: "its count went back" },
    ],
  ]);
  expect(entries("session.second-factor-refused")).toEqual([]);
  await acme.deps.background.settled();
  expect(sent).toMatchObject([{ to: email, subject: expect.stringContaining("a copy of it") }]);
});

test("guessing at a passkey gets slower like guessing codes", async () => {
  const { authenticator } = await addTo(acme.owner);
  const passkey = authenticator.prove(await asked(), { verified: false });
  const statuses: number[] = [];
  for (let n = 0; n < 8; n += 1) statuses.push((await signIn({ passkey })).status);
  expect(statuses).toContain(429);
  const refused = entries("session.second-factor-refused");
  expect(refused).toHaveLength(statuses.filter((status) => status === 401).length);
  expect(refused[0]).toMatchObject([{ after: "password" }, { after: "passkey" }]);
});

test("a fresh proof of who one is takes a passkey, of that session alone", async () => {
  const { authenticator } = await addTo(acme.owner);
  acme.advance(11 * 60_000);
  expect((await acme.owner.refused(`POST ${path}/prepare`, {})).code).toBe("confirmation_required");
  const confirm = async (step: Step = {}) => {
    const answer = await acme.owner.call("POST /session/confirm", { body: { password, ...step } });
    return answer.status === 204 ? null : ((await answer.json()) as ErrorBody).error;
  };
  const ask = (await confirm())?.secondFactor?.passkey;
  if (!ask) throw new Error("no passkey is asked for");
  // What was given to the sign-in page proves nothing here.
  expect((await confirm({ passkey: authenticator.prove(await asked()) }))?.code).toBe(
    "second_factor_failed",
  );
  expect(await confirm({ passkey: authenticator.prove(ask) })).toBeNull();
  await acme.owner.ok(`POST ${path}/prepare`, {});
});

test("recovery codes come with the first second factor and go with the last one", async () => {
  const { codes } = await addTo(acme.owner);
  const { secret, codes: none } = await setUpApp(acme, acme.owner);
  expect(none).toBeNull();
  const { error } = await signIn();
  expect(error?.secondFactor).toMatchObject({ app: true, passkey: { rpId: "localhost" } });
  expect((await signIn({ code: appCode(acme, secret) })).status).toBe(200);
  expect((await signIn({ code: codes?.[0] ?? "" })).status).toBe(200);
  const view = () => acme.owner.ok("GET /account/second-factor", {});
  await acme.owner.ok("DELETE /account/second-factor/totp", {});
  expect((await view()).recoveryCodesLeft).toBe(9);
  expect((await signIn()).error?.secondFactor?.app).toBe(false);
  const [passkey] = (await view()).passkeys;
  await acme.owner.ok(`DELETE ${path}/{id}`, { params: { id: passkey?.id ?? "" } });
  expect(await view()).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 });
  expect((await signIn()).status).toBe(200);
  expect(entries("account.remove-passkey")).toHaveLength(1);
});

test("a passkey is renamed and removed by its owner alone; to others it is not there", async () => {
  await addTo(acme.owner);
  const [passkey] = (await acme.owner.ok("GET /account/second-factor", {})).passkeys;
  const params = { id: passkey?.id ?? "" };
  await acme.owner.ok(`PUT ${path}/{id}`, { params, body: { name: "Old phone" } });
  expect(entries("account.rename-passkey")).toEqual([
    [{ field: "passkey", before: "Phone", after: "Old phone" }],
  ]);
  const support = await acme.as("support");
  const told = async (id: string) => {
    const { requestId: _, ...remove } = await support.refused(`DELETE ${path}/{id}`, {
      params: { id },
    });
    const { requestId: __, ...rename } = await support.refused(`PUT ${path}/{id}`, {
      params: { id },
      body: { name: "Mine" },
    });
    return { remove, rename };
  };
  expect(await told(params.id)).toEqual(await told("pky_none"));
  expect((await acme.owner.ok("GET /account/second-factor", {})).passkeys).toMatchObject([
    { name: "Old phone" },
  ]);
});

test("a passkey is a second factor where an organization asks for one, and in the list of members", async () => {
  await addTo(acme.owner);
  const params = { org: "acme" };
  await acme.owner.ok("PUT /organizations/{org}/security-settings", {
    params,
    body: { managersNeedSecondFactor: true },
  });
  const admin = await acme.as("admin");
  const list = () => admin.call("GET /organizations/{org}/members", { params });
  expect((await list()).status).toBe(403);
  await addTo(admin, "Key");
  const { members } = await admin.ok("GET /organizations/{org}/members", { params });
  expect(members.map(({ signIn: ways }) => ways?.second)).toEqual([["passkey"], ["passkey"]]);
});

test("a passkey of another address is not offered, still asks for a second factor, and is shown as such", async () => {
  const { codes } = await addTo(acme.owner);
  acme.sql("update passkey set rp_id = 'old.example.com'");
  const { error } = await signIn();
  expect(error?.secondFactor).toEqual({ app: false, passkey: null });
  expect((await signIn({ code: codes?.[0] ?? "" })).status).toBe(200);
  const { passkeys } = await acme.owner.ok("GET /account/second-factor", {});
  expect(passkeys).toMatchObject([{ elsewhere: "old.example.com" }]);
});

test("a passkey of support staff lets them enter, and answers behind an identity provider's word and a reset link", async () => {
  const staff = await acme.staff();
  acme.sql("delete from totp");
  const visit = { organization: "acme", reason: "Ticket 4711: pulls fail", hours: 1 } as const;
  expect((await staff.refused("POST /support-staff/visits", { body: visit })).code).toBe(
    "conflict",
  );
  const { authenticator } = await addTo(staff, "Key");
  await staff.ok("POST /support-staff/visits", { body: visit });
  expect(
    (await staff.call("GET /organizations/{org}/registries", { params: { org: "acme" } })).status,
  ).toBe(200);

  const { user } = await staff.ok("GET /session", {});
  const token = new URL(await makeResetLink(acme.deps, user, 30)).hash.replace(/^#(?:token=)?/, "");
  const body = { token, password: "another quite long password" };
  const refusal = await acme.anonymous.call("POST /password-reset", { body });
  const { error } = (await refusal.json()) as ErrorBody;
  const ask = error.secondFactor?.passkey;
  if (!ask) throw new Error("no passkey is asked for");
  await acme.anonymous.ok("POST /password-reset", {
    body: { ...body, passkey: authenticator.prove(ask) },
  });
  expect((await staff.call("GET /session", {})).status).toBe(401);
});

test("behind an identity provider's word the passkey is asked for as behind a password", async () => {
  const { authenticator } = await addTo(acme.owner);
  const { user } = await acme.owner.ok("GET /session", {});
  const { attempts, clock } = acme.deps;
  const client = acme.anonymous.fork();
  const [name = "", value = ""] =
    attempts
      .write({ kind: "vouched", personId: user.id, returnTo: null, until: clock() + 60_000 })
      .split(";")[0]
      ?.split("=") ?? [];
  client.cookies.set(name, value);
  const finish = (step: Step) =>
    client.ok("POST /sign-in/single-sign-on/finish", { body: { answer: "", ...step } });
  const { session, secondFactor } = await finish({});
  if (!secondFactor?.passkey) throw new Error("no passkey is asked for");
  expect(session).toBeNull();
  const done = await finish({ passkey: authenticator.prove(secondFactor.passkey) });
  expect(done).toMatchObject({ session: { user: { email } }, secondFactor: null });
  expect(entries("session.sign-in").at(-1)).toMatchObject([
    { after: "single sign-on and passkey" },
  ]);
});

test("at an IP address passkeys are said to be impossible, and none can be begun", async () => {
  const plain = await startAcme();
  try {
    const { passkeySupport } = await plain.owner.ok("GET /account/second-factor", {});
    expect(passkeySupport).toBe("no-name");
    expect((await plain.owner.refused(`POST ${path}/prepare`, {})).code).toBe("conflict");
  } finally {
    await plain.close();
  }
});
