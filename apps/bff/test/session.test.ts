import { afterEach, expect, test } from "vitest";
import {
  ownerInput,
  password,
  startAcme,
  startTestBerth,
  type TestBerth,
} from "./support/harness.ts";

const open: TestBerth[] = [];

async function berth(...options: Parameters<typeof startTestBerth>) {
  const started = await startTestBerth(...options);
  open.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

test("the first owner is made with the setup link, signed in at once, and once only", async () => {
  const { anonymous, rows } = await berth();
  expect(await anonymous.ok("GET /setup", {})).toEqual({ required: true });
  const session = await anonymous.ok("POST /setup", { body: ownerInput });
  expect(session).toMatchObject({
    user: { name: "Aino Karhu", email: "aino@example.com" },
    organizations: [{ slug: "acme", name: "Acme", role: "owner" }],
  });
  expect(await anonymous.ok("GET /session", {})).toEqual({ ...session, at: expect.any(String) });
  expect(await anonymous.ok("GET /setup", {})).toEqual({ required: false });
  expect(await anonymous.refused("POST /setup", { body: ownerInput })).toMatchObject({
    status: 409,
    code: "setup_done",
  });
  expect(rows("select action from audit_event order by sequence")).toEqual([
    { action: "organization.create" },
    { action: "session.sign-in" },
  ]);
});

test("another setup token makes nobody", async () => {
  const { anonymous, rows } = await berth();
  const error = await anonymous.refused("POST /setup", { body: { ...ownerInput, token: "guess" } });
  expect(error).toMatchObject({ status: 403, code: "setup_token_invalid" });
  expect(rows("select count(*) as n from user")).toEqual([{ n: 0 }]);
});

test("a password that is short or easily guessed is refused beside its field, and not repeated", async () => {
  const { anonymous } = await berth();
  for (const password of ["hunter2", "Aino-karhu-77", "Administrator77"]) {
    const error = await anonymous.refused("POST /setup", { body: { ...ownerInput, password } });
    expect(error.code).toBe("validation_failed");
    expect(error.issues).toMatchObject([{ path: "password" }]);
    expect(JSON.stringify(error)).not.toContain(password);
  }
});

test("a wrong password and an unknown person get the same answer", async () => {
  const acme = await startAcme();
  open.push(acme);
  const wrong = { email: ownerInput.email, password: "wrong wrong wrong" };
  const unknown = { email: "nobody@example.com", password: "wrong wrong wrong" };
  const first = await acme.anonymous.refused("POST /sign-in", { body: wrong });
  const second = await acme.anonymous.refused("POST /sign-in", { body: unknown });
  const { requestId: _a, ...firstBody } = first;
  const { requestId: _b, ...secondBody } = second;
  expect(firstBody).toEqual({
    status: 401,
    code: "sign_in_failed",
    message: "E-mail or password is wrong.",
  });
  expect(secondBody).toEqual(firstBody);
  await acme.deps.background.settled();
  const actions = acme.rows("select action from audit_event order by sequence");
  expect(actions.filter(({ action }) => action === "session.sign-in-refused")).toHaveLength(1);
});

test("what is no address at all is refused like a wrong password", async () => {
  const acme = await startAcme();
  open.push(acme);
  const body = { email: "not an address", password };
  expect(await acme.anonymous.refused("POST /sign-in", { body })).toMatchObject({ status: 401 });
});

test("guessing gets slower: the sixth attempt in a row has to wait", async () => {
  const acme = await startAcme();
  open.push(acme);
  const body = { email: ownerInput.email, password: "wrong wrong wrong" };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect((await acme.anonymous.call("POST /sign-in", { body })).status).toBe(401);
  }
  const refused = await acme.anonymous.call("POST /sign-in", { body });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  const right = { email: ownerInput.email, password };
  expect((await acme.anonymous.call("POST /sign-in", { body: right })).status).toBe(429);
  acme.advance(2_000);
  expect((await acme.anonymous.call("POST /sign-in", { body: right })).status).toBe(200);
});

test("signing out ends the session on the server, not only in the browser", async () => {
  const acme = await startAcme();
  open.push(acme);
  const stolen = acme.anonymous.fork();
  for (const [name, value] of acme.owner.cookies) stolen.cookies.set(name, value);
  expect((await stolen.call("GET /session", {})).status).toBe(200);
  await acme.owner.ok("POST /sign-out", {});
  expect(acme.owner.cookies.size).toBe(0);
  expect(await stolen.refused("GET /session", {})).toMatchObject({ code: "session_required" });
});

test("a sign-out that can't be written down does not happen, and is not said to have", async () => {
  const acme = await startAcme();
  open.push(acme);
  acme.sql(
    "create trigger audit_is_full before insert on audit_event begin select raise(abort, 'no room'); end",
  );
  expect((await acme.owner.call("POST /sign-out", {})).status).toBe(500);
  expect((await acme.owner.call("GET /session", {})).status).toBe(200);
  acme.sql("drop trigger audit_is_full");
  await acme.owner.ok("POST /sign-out", {});
  expect(acme.rows("select id from session")).toEqual([]);
  expect(acme.rows("select id from audit_event where action = 'session.sign-out'")).toHaveLength(1);
});

test("a session that is deleted in the database is refused on the next request", async () => {
  const acme = await startAcme();
  open.push(acme);
  acme.sql("delete from session");
  expect((await acme.owner.call("GET /session", {})).status).toBe(401);
});

test("a role that changes counts on the next request", async () => {
  const acme = await startAcme();
  open.push(acme);
  const params = { org: "acme" };
  const support = await acme.as("support");
  expect(
    (await support.call("GET /organizations/{org}/audit-events", { params, query: {} })).status,
  ).toBe(200);
  acme.sql("update member set role = 'member' where role = 'support'");
  expect(
    await support.refused("GET /organizations/{org}/audit-events", { params, query: {} }),
  ).toMatchObject({ status: 403, code: "forbidden" });
  acme.sql("delete from member where role = 'member'");
  expect(
    await support.refused("GET /organizations/{org}/audit-events", { params, query: {} }),
  ).toMatchObject({ status: 404, code: "not_found" });
});

test("the session cookie is HttpOnly and Lax; over https it is bound to the host", async () => {
  const plain = await berth();
  const answer = await plain.anonymous.call("POST /setup", { body: ownerInput });
  const [cookie = ""] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^berth\.session=/);
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).not.toMatch(/Secure/i);

  const secure = await berth({ publicUrl: new URL("https://berth.example.com") });
  const https = await secure.anonymous.call("POST /setup", { body: ownerInput });
  const [hostCookie = ""] = https.headers.getSetCookie();
  expect(hostCookie).toMatch(/^__Host-berth\.session=/);
  expect(hostCookie).toMatch(/; Secure/i);
  expect(hostCookie).toMatch(/Path=\//i);
  expect(hostCookie).not.toMatch(/Domain=/i);
  expect(https.headers.get("strict-transport-security")).toBe(
    "max-age=31536000; includeSubDomains",
  );
  expect((await secure.anonymous.call("GET /session", {})).status).toBe(200);
});

test("a cookie with another signature is nobody's", async () => {
  const acme = await startAcme();
  open.push(acme);
  for (const [name, value] of acme.owner.cookies) {
    acme.owner.cookies.set(name, `${value.slice(0, -8)}AAAAAAAA`);
  }
  expect((await acme.owner.call("GET /session", {})).status).toBe(401);
});
