import { afterEach, beforeEach, expect, test } from "vitest";
import { createPasswords } from "../src/auth/password.ts";
import { makeResetLink } from "../src/services/passwords/make-reset-link.ts";
import { appCode, setUpApp } from "./support/app-code.ts";
import { createClient, type Client } from "./support/client.ts";
import { ownerInput, password, startAcme, type Acme } from "./support/harness.ts";
import { SoftwareAuthenticator } from "./support/software-authenticator.ts";

const { email } = ownerInput;
const [fresh, stolen] = ["another quite long password", "a password of whoever stole it"];
const here = new URL("http://localhost:8080");

let acme: Acme;
/** Happens once, while the next password is being compared: behind what it is held against was read. */
let meanwhile: (() => Promise<unknown>) | null;
/** Browsers of two servers on one database. */
let servers: Client[];

beforeEach(async () => {
  meanwhile = null;
  const passwords = createPasswords();
  acme = await startAcme({
    publicUrl: here,
    passwords: {
      hash: (text) => passwords.hash(text),
      async verify(attempt) {
        const right = await passwords.verify(attempt);
        const happens = meanwhile;
        meanwhile = null;
        await happens?.();
        return right;
      },
    },
  });
  servers = [acme.anonymous.fork(), createClient(acme.anotherServer(), here)];
});
afterEach(() => acme.close());

/** The same request to both servers in the same moment. */
async function atBoth(send: (client: Client) => Promise<Response>) {
  const statuses = (await Promise.all(servers.map(send))).map(({ status }) => status);
  return {
    carriedOut: statuses.filter((status) => status < 300).length,
    broke: statuses.filter((status) => status >= 500).length,
  };
}

const once = { carriedOut: 1, broke: 0 };

const signIn = (client: Client, step: object = {}, text = password) =>
  client.call("POST /sign-in", { body: { email, password: text, ...step } });

async function resetToken(): Promise<string> {
  const person = await acme.store.people.getByEmail(email);
  if (person === null) throw new Error("nobody");
  const link = await makeResetLink({ ...acme.deps, publicUrl: here }, person, 30);
  return new URLSearchParams(new URL(link).hash.slice(1)).get("token") ?? "";
}

test("the same code, recovery code and passkey's answer open once, at whichever server", async () => {
  const { secret, codes } = await setUpApp(acme, acme.owner);
  const code = appCode(acme, secret);
  expect(await atBoth((client) => signIn(client, { code }))).toEqual(once);
  expect(await atBoth((client) => signIn(client, { code: codes?.[0] ?? "" }))).toEqual(once);

  const authenticator = new SoftwareAuthenticator(here.origin);
  const setup = await acme.owner.ok("POST /account/second-factor/passkeys/prepare", {});
  await acme.owner.ok("POST /account/second-factor/passkeys", {
    body: { name: "Phone", made: authenticator.make(setup) },
  });
  const { secondFactor } = await acme.anonymous.refused("POST /sign-in", {
    body: { email, password },
  });
  if (!secondFactor?.passkey) throw new Error("no passkey is asked for");
  const passkey = authenticator.prove(secondFactor.passkey);
  expect(await atBoth((client) => signIn(client, { passkey }))).toEqual(once);
});

test("a link to set a password and one of an invitation are used up once, at whichever server", async () => {
  const admin = await acme.as("admin");
  const token = await resetToken();
  const reset = (client: Client) =>
    client.call("POST /password-reset", { body: { token, password: fresh } });
  expect(await atBoth(reset)).toEqual(once);
  const { link } = await admin.ok("POST /organizations/{org}/invitations", {
    params: { org: "acme" },
    body: { email: "bea@example.com", role: "member" },
  });
  const invited = new URLSearchParams(new URL(link ?? "").hash.slice(1)).get("token") ?? "";
  const accept = (client: Client) =>
    client.call("POST /invitations/accept", {
      body: { token: invited, name: "Bea", password: fresh },
    });
  expect(await atBoth(accept)).toEqual(once);
  expect(acme.rows("select id from user where email = 'bea@example.com'")).toHaveLength(1);
});

test("a password that is replaced while somebody signs in with it opens nothing", async () => {
  const token = await resetToken();
  const [thief, owner] = servers as [Client, Client];
  meanwhile = () => owner.ok("POST /password-reset", { body: { token, password: fresh } });
  const answer = await signIn(thief);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ error: { code: "sign_in_failed" } });
  expect((await thief.call("GET /session", {})).status).toBe(401);
  expect(acme.rows("select id from session where started_at is not null")).toEqual([]);
  expect((await signIn(owner, {}, fresh)).status).toBe(200);
});

test("of two who change the same password the later one does not take the account from the first", async () => {
  const [thief] = servers as [Client];
  expect((await signIn(thief)).status).toBe(200);
  const change = (client: Client, newPassword: string) =>
    client.call("PUT /account/password", { body: { oldPassword: password, newPassword } });
  meanwhile = async () => expect((await change(acme.owner, fresh)).status).toBe(204);
  const late = await change(thief, stolen);
  expect(late.status).toBe(401);
  expect((await acme.owner.call("GET /session", {})).status).toBe(200);
  expect((await thief.call("GET /session", {})).status).toBe(401);
  expect((await signIn(acme.anonymous.fork(), {}, stolen)).status).toBe(401);
  expect((await signIn(acme.anonymous.fork(), {}, fresh)).status).toBe(200);
});

test("sessions that are ended while somebody signs in don't come back, and that is said", async () => {
  const [client] = servers as [Client];
  const { secret } = await setUpApp(acme, acme.owner);
  const factors = acme.store.secondFactors;
  const read = factors.read.bind(factors);
  factors.read = async (id) => {
    factors.read = read;
    await acme.store.sessions.end({ personId: id, which: { allBut: null }, audit: [] });
    return await read(id);
  };
  const answer = await signIn(client, { code: appCode(acme, secret) });
  expect(answer.status).toBe(401);
  expect((await client.call("GET /session", {})).status).toBe(401);
});
