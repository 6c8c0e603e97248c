import { afterEach, beforeEach, expect, test } from "vitest";
import { appCode, setUpApp } from "./support/app-code.ts";
import type { Client } from "./support/client.ts";
import { ownerInput, password, startAcme, type Acme } from "./support/harness.ts";

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const { email } = ownerInput;
const fresh = "another quite long password";

const actions = () =>
  acme.rows("select action from audit_event order by sequence").map(({ action }) => action);

const changesOf = (action: string) =>
  acme
    .rows(`select changes from audit_event where action = '${action}' order by sequence`)
    .map(({ changes }) => JSON.parse(String(changes)) as unknown);

async function signIn(code?: string, client: Client = acme.anonymous.fork()) {
  const body = { email, password, ...(code === undefined ? {} : { code }) };
  return { client, answer: await client.call("POST /sign-in", { body }) };
}

async function refusalOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { error: { code: string } }).error.code;
}

test("sessions are listed with the device, and one or all others are ended at once", async () => {
  const first = await signIn();
  const second = await signIn();
  const { sessions } = await acme.owner.ok("GET /account/sessions", {});
  expect(sessions.map(({ current }) => current).filter(Boolean)).toHaveLength(1);
  expect(sessions).toHaveLength(3);
  const mine = (await first.client.ok("GET /account/sessions", {})).sessions.find(
    ({ current }) => current,
  );
  await acme.owner.ok("DELETE /account/sessions/{id}", { params: { id: mine?.id ?? "" } });
  expect((await first.client.call("GET /session", {})).status).toBe(401);
  await acme.owner.ok("POST /account/sessions/end-others", {});
  expect((await second.client.call("GET /session", {})).status).toBe(401);
  expect((await acme.owner.call("GET /session", {})).status).toBe(200);
  expect(actions().slice(-2)).toEqual(["session.end", "session.end"]);
});

test("nobody ends somebody else's session, and it looks like one that is not there", async () => {
  const support = await acme.as("support");
  const [theirs] = (await support.ok("GET /account/sessions", {})).sessions;
  const end = async (id: string) => {
    const { requestId: _, ...error } = await acme.owner.refused("DELETE /account/sessions/{id}", {
      params: { id },
    });
    return error;
  };
  expect(await end(theirs?.id ?? "")).toEqual(await end("no_such_session"));
  expect((await support.call("GET /session", {})).status).toBe(200);
});

test("a password changes with the one before, and ends the other sessions", async () => {
  const other = await signIn();
  const change = (oldPassword: string, newPassword = fresh) =>
    acme.owner.call("PUT /account/password", { body: { oldPassword, newPassword } });
  const wrong = await change("not the one before");
  expect([wrong.status, await refusalOf(wrong)]).toEqual([403, "confirmation_failed"]);
  expect((await change(password, "short")).status).toBe(422);
  expect((await change(password)).status).toBe(204);
  expect((await other.client.call("GET /session", {})).status).toBe(401);
  expect((await acme.owner.call("GET /session", {})).status).toBe(200);
  expect((await signIn()).answer.status).toBe(401);
  expect(actions()).toContain("account.change-password");
});

test("a new password takes the second factor beside the one before", async () => {
  const { secret, codes } = await setUpApp(acme, acme.owner);
  const change = (step: { code?: string }, newPassword = fresh) =>
    acme.owner.call("PUT /account/password", {
      body: { oldPassword: password, newPassword, ...step },
    });
  expect(await refusalOf(await change({}))).toBe("second_factor_required");
  expect(await refusalOf(await change({ code: "000000" }))).toBe("second_factor_failed");
  const code = appCode(acme, secret);
  // A password that is refused uses no code up.
  expect(await refusalOf(await change({ code }, "aino karhu 12345"))).toBe("validation_failed");
  expect((await change({ code })).status).toBe(204);
  expect((await acme.owner.call("GET /session", {})).status).toBe(200);
  const again = await acme.owner.call("PUT /account/password", {
    body: { oldPassword: fresh, newPassword: password, code: codes?.[0] ?? "" },
  });
  expect(again.status).toBe(204);
});

test("with an app set up, the password alone opens nothing, and each code opens once", async () => {
  const { secret } = await setUpApp(acme, acme.owner);
  const without = await signIn();
  expect([without.answer.status, await refusalOf(without.answer)]).toEqual([
    401,
    "second_factor_required",
  ]);
  expect(without.client.cookies.size).toBe(0);
  const code = appCode(acme, secret);
  expect((await signIn(`${code.slice(0, 3)} ${code.slice(3)}`)).answer.status).toBe(200);
  const again = await signIn(code);
  expect(await refusalOf(again.answer)).toBe("second_factor_failed");
  expect(changesOf("session.sign-in").at(-1)).toEqual([
    { field: "proof", before: null, after: "password and code" },
  ]);
});

test("a session that has not begun opens nothing, and asking for the code begins none", async () => {
  await setUpApp(acme, acme.owner);
  await signIn();
  expect(acme.rows("select id from session where started_at is null")).toHaveLength(1);
  acme.sql("update session set started_at = null");
  expect((await acme.owner.call("GET /session", {})).status).toBe(401);
});

test("a recovery code opens once, is kept as a hash, and new ones end those before", async () => {
  const { codes } = await setUpApp(acme, acme.owner);
  expect(new Set(codes).size).toBe(10);
  const [one = "", two = ""] = codes ?? [];
  expect((await signIn(one.toUpperCase().replaceAll("-", " "))).answer.status).toBe(200);
  expect(await refusalOf((await signIn(one)).answer)).toBe("second_factor_failed");
  expect(await acme.owner.ok("GET /account/second-factor", {})).toMatchObject({
    totp: true,
    recoveryCodesLeft: 9,
  });
  const kept = ["recovery_code", "totp", "audit_event"]
    .flatMap((table) => acme.rows(`select * from ${table}`).flatMap((row) => Object.values(row)))
    .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))
    .join("\n");
  expect(kept + acme.logText()).not.toContain(two);
  const renewed = await acme.owner.ok("POST /account/second-factor/recovery-codes", {});
  expect(await refusalOf((await signIn(two)).answer)).toBe("second_factor_failed");
  expect((await signIn(renewed.codes[0])).answer.status).toBe(200);
});

test("guessing codes gets slower like guessing passwords, although the password is right", async () => {
  await setUpApp(acme, acme.owner);
  const client = acme.anonymous.fork();
  const statuses: number[] = [];
  for (let n = 0; n < 8; n += 1) statuses.push((await signIn("000000", client)).answer.status);
  expect(statuses).toContain(429);
  const tried = statuses.filter((status) => status === 401).length;
  expect(tried).toBeLessThanOrEqual(5);
  // What was slowed down is not written, so that nobody floods the log.
  expect(changesOf("session.second-factor-refused")).toEqual(
    Array.from({ length: tried }, () => [
      { field: "proof", before: null, after: "password" },
      { field: "refused", before: null, after: "code" },
    ]),
  );
});

test("an app counts only once a code of it has come back, and asks for a fresh proof of who one is", async () => {
  const { secret } = await acme.owner.ok("POST /account/second-factor/totp", {});
  expect((await signIn()).answer.status).toBe(200);
  expect(
    await acme.owner.refused("POST /account/second-factor/totp/activate", {
      body: { code: "000000" },
    }),
  ).toMatchObject({ status: 422, issues: [{ path: "code" }] });
  await acme.owner.ok("POST /account/second-factor/totp/activate", {
    body: { code: appCode(acme, secret) },
  });
  expect((await acme.owner.refused("POST /account/second-factor/totp", {})).code).toBe("conflict");
  acme.advance(11 * 60_000);
  for (const key of [
    "DELETE /account/second-factor/totp",
    "POST /account/second-factor/recovery-codes",
  ] as const) {
    expect((await acme.owner.refused(key, {})).code, key).toBe("confirmation_required");
  }
  await acme.owner.ok("POST /session/confirm", {
    body: { password, code: appCode(acme, secret) },
  });
  await acme.owner.ok("DELETE /account/second-factor/totp", {});
  expect((await signIn()).answer.status).toBe(200);
  expect(actions()).toEqual(
    expect.arrayContaining(["account.add-second-factor", "account.remove-second-factor"]),
  );
});

test("a secret that was put into somebody else's row does not open there", async () => {
  await setUpApp(acme, acme.owner);
  const support = await acme.as("support");
  const { user } = await support.ok("GET /session", {});
  acme.sql("update totp set person_id = ?", user.id);
  const answer = await acme.anonymous.call("POST /sign-in", {
    body: { email: user.email, password, code: "123456" },
  });
  expect(answer.status).toBe(500);
});

test("a worker token is made only after a fresh proof of who one is", async () => {
  acme.advance(11 * 60_000);
  const error = await acme.owner.refused("POST /organizations/{org}/worker-tokens", {
    params: { org: "acme" },
    body: { name: "x", project: { kind: "any" }, expiresInDays: 1 },
  });
  expect(error.code).toBe("confirmation_required");
});

test("proving again who one is asks for the second factor too, takes each code once, and slows guessing down", async () => {
  const { secret, codes } = await setUpApp(acme, acme.owner);
  acme.advance(11 * 60_000);
  const confirm = (body: { password: string; code?: string }) =>
    acme.owner.call("POST /session/confirm", { body });
  const codeOf = async (answer: Response) =>
    ((await answer.json()) as { error: { code: string } }).error.code;
  expect(await codeOf(await confirm({ password }))).toBe("second_factor_required");
  expect(await codeOf(await confirm({ password: "wrong", code: appCode(acme, secret) }))).toBe(
    "confirmation_failed",
  );
  const code = appCode(acme, secret);
  expect((await confirm({ password, code })).status).toBe(204);
  expect(await codeOf(await confirm({ password, code }))).toBe("second_factor_failed");
  expect((await confirm({ password, code: codes?.[0] ?? "" })).status).toBe(204);
  const outcomes: string[] = [];
  for (let tries = 0; tries < 12; tries += 1) {
    outcomes.push(await codeOf(await confirm({ password, code: "000000" })));
  }
  expect(outcomes[0]).toBe("second_factor_failed");
  expect(outcomes.at(-1)).toBe("rate_limited");
  expect(changesOf("session.confirmation-refused")).toEqual([[]]);
  const failed = outcomes.filter((code) => code === "second_factor_failed").length;
  expect(changesOf("session.second-factor-refused")).toHaveLength(failed + 1);
});
