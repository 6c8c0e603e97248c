import { afterEach, beforeEach, expect, test } from "vitest";
import { GateFull } from "../src/auth/gate.ts";
import { createPasswords } from "../src/auth/password.ts";
import { password, startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as params } from "./support/registry.ts";
import { addProject, personId } from "./support/worker.ts";

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const actions = () =>
  acme.rows("select action from audit_event order by sequence").map(({ action }) => action);

const changesOf = (action: string): unknown =>
  JSON.parse(
    String(acme.rows(`select changes from audit_event where action = '${action}'`)[0]?.["changes"]),
  );

async function invite(email: string, role: "admin" | "support" | "member" = "support") {
  const sent = await acme.owner.ok("POST /organizations/{org}/invitations", {
    params,
    body: { email, role },
  });
  return { ...sent, token: tokenOf(sent.link) };
}

function tokenOf(link: string | null): string {
  return new URLSearchParams(new URL(link ?? "").hash.slice(1)).get("token") ?? "";
}

test("somebody is invited, makes an account with the link, and is in at once", async () => {
  const { invitation, mail, link, token } = await invite("Bea@Example.com");
  expect({ mail, link }).toEqual({ mail: "off", link: expect.stringContaining("/invite#token=") });
  expect(invitation).toMatchObject({ email: "bea@example.com", role: "support", state: "pending" });
  const bea = acme.anonymous.fork();
  expect(await bea.ok("POST /invitations/look", { body: { token } })).toMatchObject({
    organization: { slug: "acme", name: "Acme" },
    email: "bea@example.com",
    role: "support",
    invitedBy: "Aino Karhu",
    hasAccount: false,
  });
  const session = await bea.ok("POST /invitations/accept", {
    body: { token, name: "Bea", password },
  });
  expect(session).toMatchObject({
    user: { name: "Bea", email: "bea@example.com" },
    organizations: [{ slug: "acme", role: "support" }],
  });
  expect((await bea.ok("GET /session", {})).user.name).toBe("Bea");
  const { members } = await acme.owner.ok("GET /organizations/{org}/members", { params });
  expect(members.map(({ name, role }) => [name, role])).toEqual([
    ["Aino Karhu", "owner"],
    ["Bea", "support"],
  ]);
  const { invitations } = await acme.owner.ok("GET /organizations/{org}/invitations", { params });
  expect(invitations).toEqual([]);
  expect(actions().slice(2)).toEqual(["member.invite", "member.join", "session.sign-in"]);
  const again = await acme.anonymous.refused("POST /invitations/accept", {
    body: { token, name: "Mallory", password },
  });
  expect(again).toMatchObject({ status: 403, code: "invitation_invalid" });
});

test("a link is kept as a hash alone, and stands in no log, audit row or list", async () => {
  const { token } = await invite("bea@example.com");
  const list = await acme.owner.ok("GET /organizations/{org}/invitations", { params });
  const kept = ["invitation", "audit_event"]
    .flatMap((table) => acme.rows(`select * from ${table}`).flatMap((row) => Object.values(row)))
    .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))
    .join("\n");
  expect(kept + JSON.stringify(list) + acme.logText()).not.toContain(token);
});

test("a link that is wrong, taken back, renewed or too old gets one and the same answer", async () => {
  const { invitation, token } = await invite("bea@example.com");
  const item = { ...params, id: invitation.id };
  const look = async (text: string) => {
    const { requestId: _, ...error } = await acme.anonymous.refused("POST /invitations/look", {
      body: { token: text },
    });
    return error;
  };
  const wrong = await look("no-such-token");
  expect(wrong).toMatchObject({ status: 403, code: "invitation_invalid" });
  const renewed = await acme.owner.ok("POST /organizations/{org}/invitations/{id}/renew", {
    params: item,
  });
  expect(await look(token)).toEqual(wrong);
  const second = tokenOf(renewed.link);
  expect(
    (await acme.anonymous.call("POST /invitations/look", { body: { token: second } })).status,
  ).toBe(200);
  acme.advance(7 * 24 * 3600 * 1000 + 1);
  expect(await look(second)).toEqual(wrong);
  acme.advance(-7 * 24 * 3600 * 1000);
  await acme.owner.ok("DELETE /organizations/{org}/invitations/{id}", { params: item });
  expect(await look(second)).toEqual(wrong);
});

test("an account that exists joins when it is signed in, and nobody else's can", async () => {
  const stranger = await acme.stranger();
  const { token } = await invite("stranger@example.com", "member");
  expect(await acme.anonymous.ok("POST /invitations/look", { body: { token } })).toMatchObject({
    hasAccount: true,
  });
  const support = await acme.as("support");
  expect(await support.refused("POST /invitations/join", { body: { token } })).toMatchObject({
    status: 403,
    code: "forbidden",
    message: expect.stringContaining("stranger@example.com"),
  });
  const taken = await acme.anonymous.refused("POST /invitations/accept", {
    body: { token, name: "X", password },
  });
  expect(taken.code).toBe("invitation_invalid");
  expect((await acme.anonymous.call("POST /invitations/join", { body: { token } })).status).toBe(
    401,
  );
  const session = await stranger.ok("POST /invitations/join", { body: { token } });
  expect(session.organizations.map(({ slug, role }) => [slug, role])).toEqual([
    ["acme", "member"],
    ["other", "owner"],
  ]);
});

test("nobody invites to their own role or above it", async () => {
  const admin = await acme.as("admin");
  for (const role of ["owner", "admin"] as const) {
    const error = await admin.refused("POST /organizations/{org}/invitations", {
      params,
      body: { email: "x@example.com", role },
    });
    expect(error).toMatchObject({ status: 422, issues: [{ path: "role" }] });
  }
  const owner = await acme.owner.refused("POST /organizations/{org}/invitations", {
    params,
    body: { email: "x@example.com", role: "owner" },
  });
  expect(owner.status).toBe(422);
  await admin.ok("POST /organizations/{org}/invitations", {
    params,
    body: { email: "x@example.com", role: "support" },
  });
  const { invitation } = await invite("y@example.com", "admin");
  const item = { ...params, id: invitation.id };
  for (const key of [
    "POST /organizations/{org}/invitations/{id}/renew",
    "DELETE /organizations/{org}/invitations/{id}",
  ] as const) {
    expect(await admin.refused(key, { params: item }), key).toMatchObject({ code: "forbidden" });
  }
});

test("one address is invited once, and a member not at all", async () => {
  await invite("bea@example.com");
  for (const [email, code] of [
    ["BEA@example.com", "already_invited"],
    ["aino@example.com", "already_member"],
  ] as const) {
    const error = await acme.owner.refused("POST /organizations/{org}/invitations", {
      params,
      body: { email, role: "member" },
    });
    expect(error).toMatchObject({ status: 409, code, issues: [{ path: "email" }] });
  }
});

test("a role is changed by owners alone, counts at once, and the last owner stays", async () => {
  const support = await acme.as("support");
  const id = await personId(support);
  const change = { params: { ...params, id }, body: { role: "admin" as const } };
  const path = "PATCH /organizations/{org}/members/{id}";
  const admin = await acme.as("admin");
  expect((await admin.refused(path, change)).code).toBe("forbidden");
  await acme.owner.ok(path, change);
  expect((await support.call("GET /organizations/{org}/invitations", { params })).status).toBe(200);
  expect(changesOf("member.change-role")).toEqual([
    { field: "role", before: "support", after: "admin" },
  ]);
  const own = { params: { ...params, id: await personId(acme.owner) } };
  expect(await acme.owner.refused(path, { ...own, body: { role: "member" } })).toMatchObject({
    status: 409,
    code: "last_owner",
    message: "You're the only owner. Make someone else an owner first.",
  });
  expect((await acme.owner.refused("POST /organizations/{org}/leave", { params })).code).toBe(
    "last_owner",
  );
});

test("a removed member is a stranger on the next request, and their personal projects are gone", async () => {
  const member = await acme.as("member");
  const id = await personId(member);
  await addProject(acme.owner, "shared", { memberIds: [id] });
  await addProject(acme.owner, "own", { owner: { kind: "person", personId: id } });
  const admin = await acme.as("admin");
  await admin.ok("DELETE /organizations/{org}/members/{id}", { params: { ...params, id } });
  expect((await member.call("GET /organizations/{org}/projects", { params })).status).toBe(404);
  const { projects } = await acme.owner.ok("GET /organizations/{org}/projects", { params });
  expect(projects.map(({ name, members }) => [name, members])).toEqual([["shared", []]]);
  expect(changesOf("member.remove")).toEqual([
    { field: "role", before: "member", after: null },
    { field: "personalProjects", before: ["own"], after: null },
  ]);
});

test("an invited person is in at once, however many sign in at that moment", async () => {
  const passwords = createPasswords();
  let crowd = false;
  const crowded = await startAcme({
    passwords: {
      hash: (text) => passwords.hash(text),
      verify: (attempt) =>
        crowd ? Promise.reject(new GateFull("too much is waiting")) : passwords.verify(attempt),
    },
  });
  try {
    const { link } = await crowded.owner.ok("POST /organizations/{org}/invitations", {
      params,
      body: { email: "bea@example.com", role: "support" },
    });
    crowd = true;
    const bea = crowded.anonymous.fork();
    const body = { token: tokenOf(link), name: "Bea", password };
    await bea.ok("POST /invitations/accept", { body });
    expect((await bea.ok("GET /session", {})).user.email).toBe("bea@example.com");
  } finally {
    await crowded.close();
  }
});

test("an admin removes nobody of their own role or above it", async () => {
  const admin = await acme.as("admin");
  for (const other of [acme.owner, admin]) {
    const item = { params: { ...params, id: await personId(other) } };
    expect((await admin.refused("DELETE /organizations/{org}/members/{id}", item)).code).toBe(
      "forbidden",
    );
  }
  await admin.ok("POST /organizations/{org}/leave", { params });
  expect(actions().at(-1)).toBe("member.leave");
});

test("what outlives the session asks for a fresh proof of who one is", async () => {
  const id = await personId(await acme.as("support"));
  const change = { params: { ...params, id }, body: { role: "member" as const } };
  const path = "PATCH /organizations/{org}/members/{id}";
  acme.advance(11 * 60_000);
  expect(await acme.owner.refused(path, change)).toMatchObject({
    status: 403,
    code: "confirmation_required",
  });
  expect(
    (await acme.owner.refused("POST /session/confirm", { body: { password: "wrong" } })).code,
  ).toBe("confirmation_failed");
  await acme.owner.ok("POST /session/confirm", { body: { password } });
  await acme.owner.ok(path, change);
  acme.advance(10 * 60_000);
  expect((await acme.owner.call(path, change)).status).toBe(403);
});

test("a session ends after thirty minutes of nothing, and after twelve hours of work", async () => {
  const alive = async () => (await acme.owner.call("GET /session", {})).status;
  acme.advance(29 * 60_000);
  expect(await alive()).toBe(200);
  await acme.deps.background.settled();
  acme.advance(29 * 60_000);
  expect(await alive()).toBe(200);
  await acme.deps.background.settled();
  acme.advance(31 * 60_000);
  expect(await alive()).toBe(401);

  const other = await acme.as("admin");
  for (let minute = 0; minute < 12 * 60 - 1; minute += 20) {
    expect((await other.call("GET /session", {})).status, String(minute)).toBe(200);
    await acme.deps.background.settled();
    acme.advance(20 * 60_000);
  }
  expect((await other.call("GET /session", {})).status).toBe(401);
});

test("an admin removes nobody who was made an owner in that moment", async () => {
  const admin = await acme.as("admin");
  const id = await personId(await acme.as("member"));
  const { members } = acme.store;
  const remove = members.remove.bind(members);
  // Between what the service has read and what it writes.
  members.remove = async (command) => {
    await acme.owner.ok("PATCH /organizations/{org}/members/{id}", {
      params: { ...params, id },
      body: { role: "owner" },
    });
    return await remove(command);
  };
  const item = { params: { ...params, id } };
  expect(await admin.refused("DELETE /organizations/{org}/members/{id}", item)).toMatchObject({
    status: 409,
    code: "conflict",
  });
  members.remove = remove;
  const list = await acme.owner.ok("GET /organizations/{org}/members", { params });
  expect(list.members.find((one) => one.id === id)?.role).toBe("owner");
});
