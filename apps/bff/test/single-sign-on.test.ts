import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createIdentityProvider } from "../src/auth/identity-provider.ts";
import {
  signInThere,
  startIdentityProvider,
  unverified,
  type TestIdentityProvider,
} from "../src/auth/testing/identity-provider.ts";
import { callbackPath } from "../src/services/session/start-single-sign-on.ts";
import { appCode, setUpApp } from "./support/app-code.ts";
import type { Client } from "./support/client.ts";
import { ownerInput, publicUrl, startAcme, type Acme } from "./support/harness.ts";

const params = { org: "acme" };
const callback = new URL(callbackPath, publicUrl);

let provider: TestIdentityProvider;
let acme: Acme;
beforeAll(async () => {
  provider = await startIdentityProvider(callback);
});
afterAll(() => provider.close());
beforeEach(async () => {
  acme = await startAcme({ allow: [provider.host], identityProvider: provider.settings });
});
afterEach(() => acme.close());

async function begin(client: Client): Promise<string> {
  const { url } = await client.ok("POST /sign-in/single-sign-on", { body: { returnTo: "/me" } });
  return url;
}

async function signIn(login: string, client = acme.anonymous.fork()) {
  const answer = (await signInThere(await begin(client), login)).search;
  const finish = (code?: string) =>
    client.call("POST /sign-in/single-sign-on/finish", {
      body: { answer, ...(code === undefined ? {} : { code }) },
    });
  return { client, answer, finish };
}

async function errorOf(answer: Response): Promise<{ code: string; message: string }> {
  return ((await answer.json()) as { error: { code: string; message: string } }).error;
}

const invite = (email: string, role: "admin" | "member" = "member") =>
  acme.owner.ok("POST /organizations/{org}/invitations", { params, body: { email, role } });
const actions = () =>
  acme.rows("select action from audit_event order by sequence").map(({ action }) => action);

test("the browser is sent with PKCE, state and nonce, and the sign-in page knows the provider's name", async () => {
  expect(await acme.anonymous.ok("GET /sign-in-options", {})).toMatchObject({
    singleSignOn: { name: "Acme ID" },
  });
  const query = new URL(await begin(acme.anonymous.fork())).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    redirect_uri: callback.href,
    scope: "openid email profile",
  });
  for (const name of ["state", "nonce", "code_challenge"]) {
    expect(query.get(name)?.length, name).toBeGreaterThan(40);
  }
});

test("somebody invited joins by it without a password, and is the same person the next time", async () => {
  await invite("bea@example.com", "admin");
  const first = await signIn("bea@example.com");
  const answer = await first.finish();
  expect(await answer.json()).toMatchObject({
    session: {
      user: { name: "bea at work", email: "bea@example.com", hasPassword: false },
      organizations: [{ slug: "acme", role: "admin" }],
    },
    returnTo: "/me",
  });
  expect(actions().slice(-2)).toEqual(["member.join", "session.sign-in"]);
  const again = await signIn("bea@example.com");
  expect((await again.finish()).status).toBe(200);
  const members = await acme.owner.ok("GET /organizations/{org}/members", { params });
  expect(members.members.find(({ email }) => email === "bea@example.com")?.signIn).toEqual({
    first: ["single-sign-on"],
    second: [],
  });
  expect(acme.rows("select id from invitation")).toEqual([]);
});

test("an account that is there is linked by its verified address, which its organizations read", async () => {
  const { client, finish } = await signIn(ownerInput.email);
  expect((await finish()).status).toBe(200);
  expect((await client.ok("GET /session", {})).user).toMatchObject({
    name: ownerInput.name,
    hasPassword: true,
  });
  expect(actions()).toContain("account.link-single-sign-on");
  const [last] = acme
    .rows("select changes from audit_event where action = 'session.sign-in' order by sequence desc")
    .map(({ changes }) => JSON.parse(String(changes)) as unknown);
  expect(last).toEqual([{ field: "proof", before: null, after: "single sign-on" }]);
});

test.each(["bea@example.com", ownerInput.email])(
  "%s, who comes from two browsers at once for the first time, gets into both as one person",
  async (login) => {
    if (login !== ownerInput.email) await invite(login);
    const browsers = await Promise.all([signIn(login), signIn(login)]);
    const links = acme.store.singleSignOn;
    const find = links.find.bind(links);
    let release = () => {};
    const both = new Promise<void>((resolve) => (release = resolve));
    let asked = 0;
    // Neither goes on before both have found nobody.
    links.find = async (identity) => {
      const found = await find(identity);
      asked += 1;
      if (asked === browsers.length) release();
      await both;
      return found;
    };
    const answers = await Promise.all(browsers.map(({ finish }) => finish()));
    links.find = find;
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const ids = await Promise.all(
      browsers.map(async ({ client }) => (await client.ok("GET /session", {})).user.id),
    );
    expect(new Set(ids).size).toBe(1);
    const first: unknown[] = ["account.link-single-sign-on", "member.join"];
    expect(actions().filter((action) => first.includes(action))).toHaveLength(1);
  },
);

test("an address that is not verified, and one that nobody invited, open nothing and leave nothing", async () => {
  await invite(`${unverified}eve@example.com`);
  const people = acme.rows("select count(*) as n from user");
  for (const [login, words] of [
    [`${unverified}eve@example.com`, /has verified your e-mail/],
    ["nobody@example.com", /nobody has invited/],
  ] as const) {
    const { client, finish } = await signIn(login);
    const answer = await finish();
    expect([answer.status, (await errorOf(answer)).message]).toEqual([
      401,
      expect.stringMatching(words),
    ]);
    expect((await client.call("GET /session", {})).status).toBe(401);
  }
  expect(acme.rows("select count(*) as n from user")).toEqual(people);
});

test("an address that only looks like a member's once its letters are made small is nobody's", async () => {
  await acme.memberOf(acme.organizationId, "member", "erik");
  await invite("kim@example.com");
  // The Kelvin sign, whose small letter is k: another letter to a mail server, the same to `toLowerCase`.
  for (const login of ["eri\u212A@example.com", "\u212Aim@example.com"]) {
    const { client, finish } = await signIn(login);
    expect((await finish()).status).toBe(401);
    expect((await client.call("GET /session", {})).status).toBe(401);
  }
  expect(actions()).not.toContain("account.link-single-sign-on");
  expect(acme.rows("select email from invitation")).toEqual([{ email: "kim@example.com" }]);
});

test("an answer counts once, in the browser that asked, for the attempt that asked, within ten minutes", async () => {
  const { client, answer, finish } = await signIn(ownerInput.email);
  const elsewhere = (body: { answer: string }, browser = acme.anonymous.fork()) =>
    browser.call("POST /sign-in/single-sign-on/finish", { body });
  expect((await errorOf(await elsewhere({ answer }))).code).toBe("sign_in_failed");
  const other = acme.anonymous.fork();
  await begin(other);
  expect((await errorOf(await elsewhere({ answer }, other))).code).toBe("sign_in_failed");
  const wasAsked = new Map(client.cookies);
  expect((await finish()).status).toBe(200);
  for (const [name, value] of wasAsked) client.cookies.set(name, value);
  expect((await errorOf(await finish())).code).toBe("sign_in_failed");

  const late = await signIn(ownerInput.email);
  acme.advance(11 * 60_000);
  expect((await errorOf(await late.finish())).message).toMatch(/took too long/);
  const cancelled = acme.anonymous.fork();
  const state = new URL(await begin(cancelled)).searchParams.get("state") ?? "";
  const { issuer: iss } = provider.settings;
  const gone = new URLSearchParams({ error: "access_denied", state, iss }).toString();
  expect((await errorOf(await elsewhere({ answer: gone }, cancelled))).message).toMatch(
    /ended at Acme ID/,
  );
});

test("who has a second factor is asked for it behind the provider's word, and guesses slow down", async () => {
  const { secret } = await setUpApp(acme, acme.owner);
  const { client, finish } = await signIn(ownerInput.email);
  expect(await (await finish()).json()).toEqual({
    session: null,
    secondFactor: { app: true, passkey: null },
    returnTo: "/me",
  });
  expect((await client.call("GET /session", {})).status).toBe(401);
  expect((await errorOf(await finish("000000"))).code).toBe("second_factor_failed");
  const right = await finish(appCode(acme, secret));
  expect(await right.json()).toMatchObject({ session: { user: { email: ownerInput.email } } });

  const guesser = await signIn(ownerInput.email);
  await guesser.finish();
  const statuses: number[] = [];
  for (let n = 0; n < 8; n += 1) statuses.push((await guesser.finish("000000")).status);
  expect(statuses).toContain(429);
  const refused = acme.rows(
    "select changes from audit_event where action = 'session.second-factor-refused' order by sequence",
  );
  expect(refused).toHaveLength(statuses.filter((status) => status === 401).length + 1);
  expect(String(refused[0]?.["changes"])).toContain("single sign-on");
});

test("nonce, verifier, signature and issuer each have to be the attempt's own", async () => {
  const transport = acme.deps.egress.transportFor({ organizationId: "", registryId: "test" });
  const outcome = async (
    settings: typeof provider.settings,
    change: { nonce?: string; verifier?: string },
    way = transport,
  ) => {
    const one = createIdentityProvider(settings, way);
    const { url, attempt } = await one.begin(callback);
    const answered = await signInThere(url.href, ownerInput.email);
    return await one.finish(answered, { ...attempt, ...change }).then(
      ({ email }) => email,
      (err: unknown) => (err as { reason?: string }).reason,
    );
  };
  const { settings } = provider;
  expect(await outcome(settings, {})).toBe(ownerInput.email);
  expect(await outcome(settings, { nonce: "another nonce" })).toBe("refused");
  expect(await outcome(settings, { verifier: "v".repeat(43) })).toBe("refused");
  const other = await startIdentityProvider(callback);
  const both = await startAcme({ allow: [provider.host, other.host] });
  const open = both.deps.egress.transportFor({ organizationId: "", registryId: "test" });
  const { issuer, keysUrl } = other.settings;
  expect(await outcome({ ...settings, keysUrl }, {}, open)).toBe("refused");
  expect(await outcome({ ...settings, issuer }, {}, open)).toBe("refused");
  await Promise.all([both.close(), other.close()]);
});

test("a provider that is down, or not opened to the server, keeps nobody from a password, and is asked again", async () => {
  const { finish } = await signIn(ownerInput.email);
  const port = Number(new URL(provider.settings.issuer).port);
  await provider.close();
  const down = await finish();
  expect([down.status, (await errorOf(down)).code]).toEqual([503, "unavailable"]);
  // The server starts without asking it anything.
  const restarted = await startAcme({
    allow: [provider.host],
    identityProvider: provider.settings,
  });
  expect((await restarted.anonymous.ok("GET /sign-in-options", {})).singleSignOn).not.toBeNull();
  await begin(restarted.anonymous.fork());
  provider = await startIdentityProvider(callback, { port });
  const closed = await startAcme({ identityProvider: provider.settings });
  for (const [berth, status] of [
    [restarted, 200],
    [closed, 503],
  ] as const) {
    const client = berth.anonymous.fork();
    const { url } = await client.ok("POST /sign-in/single-sign-on", { body: { returnTo: null } });
    const answer = (await signInThere(url, ownerInput.email)).search;
    const answered = await client.call("POST /sign-in/single-sign-on/finish", { body: { answer } });
    expect(answered.status).toBe(status);
  }
  await Promise.all([restarted.close(), closed.close()]);
});

test("one network has the provider asked so often and no more", async () => {
  const client = acme.anonymous.fork();
  await begin(client);
  const statuses: number[] = [];
  for (let n = 0; n < 61; n += 1) {
    const answer = await client.call("POST /sign-in/single-sign-on/finish", {
      body: { answer: "?code=guessed&state=guessed" },
    });
    statuses.push(answer.status);
  }
  expect([statuses[59], statuses[60]]).toEqual([401, 429]);
});

test("without a provider the routes look like nothing", async () => {
  const plain = await startAcme();
  const start = plain.anonymous.refused("POST /sign-in/single-sign-on", {
    body: { returnTo: null },
  });
  expect((await start).status).toBe(404);
  const finish = plain.anonymous.refused("POST /sign-in/single-sign-on/finish", {
    body: { answer: "?code=x" },
  });
  expect((await finish).status).toBe(404);
  await plain.close();
});
