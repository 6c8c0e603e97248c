import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams as org,
  addRegistry,
  awaitCheck,
  createBody,
  eventsIn,
  getRegistry,
  pair,
  runCheck,
  settingsFor,
  startRegistry,
} from "./support/registry.ts";

let basic: FakeRegistry;
let token: FakeRegistry;
let acme: Acme;

beforeAll(async () => {
  basic = await startRegistry("standard-basic");
  token = await startRegistry("standard-token");
});
afterAll(() => Promise.all([basic.close(), token.close()]));
beforeEach(async () => {
  acme = await startAcme({ allow: [basic.host, token.host] });
});
afterEach(() => acme.close());

function form(registry: FakeRegistry, image = "team/app:1", password = pair.secret) {
  return {
    subject: "form" as const,
    type: "standard" as const,
    settings: settingsFor(registry),
    secret: { password },
    image: `${registry.host}/${image}`,
  };
}

test("a form's check fetches the manifest, step by step, with either kind of sign-in", async () => {
  for (const registry of [basic, token]) {
    const check = await runCheck(acme.owner, form(registry));
    expect(check.status).toBe("finished");
    expect(check.diagnosis).toMatchObject({ outcome: "ok" });
    expect(check.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(check.steps.map(({ step }) => step)).toEqual([
      "credential",
      "dns",
      "connect",
      "challenge",
      "token",
      "manifest",
      "layer",
    ]);
    expect(check.steps.at(-2)).toMatchObject({ status: "passed" });
    expect(check.requests).toBeGreaterThan(1);
  }
});

test("a wrong secret is diagnosed, and never stands in trace, list or log", async () => {
  const wrong = "wr0ng-secret-9876543";
  const check = await runCheck(acme.owner, form(token, "team/app:1", wrong));
  expect(check.diagnosis).toMatchObject({ outcome: "bad_credential", code: "AUTH-REJECTED" });
  const list = await acme.owner.ok("GET /organizations/{org}/checks", { params: org, query: {} });
  expect(list.checks).toHaveLength(1);
  const dump = JSON.stringify([check, list, acme.rows("select * from audit_event")]);
  expect(dump + acme.logText()).not.toContain(wrong);
});

test("events stream with their number, resume behind the last one seen, and end with the result", async () => {
  const { check } = await acme.owner.ok("POST /organizations/{org}/checks", {
    params: org,
    body: form(token),
  });
  const params = { ...org, id: check.id };
  const answer = await acme.owner.call("GET /organizations/{org}/checks/{id}/events", { params });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  const events = eventsIn(await answer.text());
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)).toMatchObject({
    type: "finished",
    data: { check: { status: "finished" } },
  });
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(["step", "finished"]));

  const middle = events[3]?.id ?? 0;
  const resumed = await acme.owner.call("GET /organizations/{org}/checks/{id}/events", {
    params,
    headers: { "last-event-id": String(middle) },
  });
  expect(eventsIn(await resumed.text())).toEqual(events.slice(4));
});

test("a check that ended long ago still tells its end to whoever watches", async () => {
  const check = await runCheck(acme.owner, form(basic));
  // As after a restart: nobody here remembers the check any more.
  vi.spyOn(acme.deps.liveChecks, "get").mockReturnValue(null);
  const params = { ...org, id: check.id };
  const answer = await acme.owner.call("GET /organizations/{org}/checks/{id}/events", { params });
  expect(eventsIn(await answer.text())).toMatchObject([
    { type: "finished", data: { check: { id: check.id } } },
  ]);
});

test("a check is on record, audit entry included, before anything is sent", async () => {
  const before = basic.requests.length;
  acme.sql(
    "create trigger broken before insert on audit_event begin select raise(abort, 'broken'); end",
  );
  const error = await acme.owner.refused("POST /organizations/{org}/checks", {
    params: org,
    body: form(basic),
  });
  expect(error).toMatchObject({ status: 500, code: "internal" });
  await acme.deps.background.settled();
  expect(basic.requests.length).toBe(before);
  acme.sql("drop trigger broken");
  expect((await runCheck(acme.owner, form(basic))).diagnosis?.outcome).toBe("ok");
});

test("a saved registry is checked with its saved secret, and its health follows", async () => {
  const registry = await addRegistry(acme.owner, token);
  expect(registry.health.state).toBe("not-checked");
  const check = await runCheck(acme.owner, {
    subject: "registry",
    registryId: registry.id,
    image: `${token.host}/team/app:1`,
  });
  expect(check.registry).toEqual({ id: registry.id, name: "Fake" });
  expect(check.steps[0]?.text).toBe(`Pattern \`${token.host}/team/*\` → Fake`);
  const after = await getRegistry(acme.owner, registry.id);
  expect(after.health).toMatchObject({ state: "healthy", checkId: check.id });
  const audit = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { action: "registry.check" },
  });
  expect(audit.events).toMatchObject([
    { object: { id: registry.id }, actor: { name: "Aino Karhu" } },
  ]);
});

test("network trouble marks no credential as bad", async () => {
  const down = await startRegistry("standard-basic");
  const other = await startAcme({ allow: [down.host] });
  try {
    const registry = await addRegistry(other.owner, down);
    await down.close();
    const check = await runCheck(other.owner, {
      subject: "registry",
      registryId: registry.id,
      image: `${down.host}/team/app:1`,
    });
    expect(check.diagnosis).toMatchObject({ outcome: "unreachable" });
    const { health } = await getRegistry(other.owner, registry.id);
    expect(health.state).toBe("trouble");
    expect(health.reason).not.toBe("");
  } finally {
    await other.close();
  }
});

test("an address that policy refuses is named as such and never dialled", async () => {
  const stranger = await startRegistry("standard-basic");
  try {
    const check = await runCheck(acme.owner, form(stranger));
    expect(check.diagnosis?.outcome).toBe("policy");
    expect(stranger.requests).toEqual([]);
  } finally {
    await stranger.close();
  }
});

test("support may check what is saved, and nothing from a form", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const support = await acme.as("support");
  const saved = {
    subject: "registry" as const,
    registryId: registry.id,
    image: `${basic.host}/team/app:1`,
  };
  expect((await runCheck(support, saved)).diagnosis?.outcome).toBe("ok");
  const before = basic.requests.length;
  const forms = [
    form(basic),
    {
      subject: "new-secret" as const,
      registryId: registry.id,
      secret: { password: "x" },
      image: saved.image,
    },
  ];
  for (const body of forms) {
    expect(
      await support.refused("POST /organizations/{org}/checks", { params: org, body }),
    ).toMatchObject({ status: 403, code: "forbidden" });
  }
  expect(basic.requests.length).toBe(before);
});

test("support runs five checks a minute at most", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const support = await acme.as("support");
  const body = {
    subject: "registry" as const,
    registryId: registry.id,
    image: `${basic.host}/team/app:1`,
  };
  for (let count = 0; count < 5; count += 1) await runCheck(support, body);
  const refused = await support.call("POST /organizations/{org}/checks", { params: org, body });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  acme.advance(61_000);
  expect((await runCheck(support, body)).status).toBe("finished");
});

test("support that asks for many at once gets no more than five either", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const support = await acme.as("support");
  const image = `${basic.host}/team/app:1`;
  const body = { subject: "registry" as const, registryId: registry.id, image };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      support.call("POST /organizations/{org}/checks", { params: org, body }),
    ),
  );
  const started = answers.filter(({ status }) => status === 202);
  const refused = answers.filter(({ status }) => status === 429);
  expect([started.length, refused.length]).toEqual([5, 3]);
});

test("E-82: twenty checks a minute are too many for one organization on both its servers, and none for another", async () => {
  const limited = await startAcme({ allow: [basic.host], checksPerMinuteMax: 10 });
  const servers = [limited.owner, limited.owner.at(limited.anotherServer())] as const;
  try {
    const statuses: number[] = [];
    const waits: Array<string | null> = [];
    for (let count = 0; count < 20; count += 1) {
      const answer = await servers[count % 2 === 0 ? 0 : 1].call(
        "POST /organizations/{org}/checks",
        { params: org, body: form(basic) },
      );
      statuses.push(answer.status);
      if (answer.status === 429) waits.push(answer.headers.get("retry-after"));
    }
    expect(statuses.filter((status) => status === 202)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect(waits.filter((wait) => Number(wait) >= 1 && Number(wait) <= 60)).toHaveLength(10);
    limited.pass(60_000);
    const later = await servers[1].call("POST /organizations/{org}/checks", {
      params: org,
      body: form(basic),
    });
    expect(later.status).toBe(202);
    const stranger = await limited.stranger();
    const theirs = await stranger.call("POST /organizations/{org}/checks", {
      params: { org: "other" },
      body: form(basic),
    });
    expect(theirs.status).toBe(202);
    await limited.deps.background.settled();
  } finally {
    await limited.close();
  }
});

test("a running check can be stopped and says so; one that has ended can't", async () => {
  const { check } = await acme.owner.ok("POST /organizations/{org}/checks", {
    params: org,
    body: form(basic, "scenario/slow:1"),
  });
  const params = { ...org, id: check.id };
  const { check: stopped } = await acme.owner.ok("POST /organizations/{org}/checks/{id}/cancel", {
    params,
  });
  expect(stopped).toMatchObject({ status: "cancelled", diagnosis: { outcome: "cancelled" } });
  expect(
    await acme.owner.refused("POST /organizations/{org}/checks/{id}/cancel", { params }),
  ).toMatchObject({ status: 409, code: "already_finished" });
});

test("a registry shows that it is being checked while it is", async () => {
  const registry = await addRegistry(acme.owner, basic, { patterns: [`${basic.host}/*`] });
  const { check } = await acme.owner.ok("POST /organizations/{org}/checks", {
    params: org,
    body: { subject: "registry", registryId: registry.id, image: `${basic.host}/scenario/slow:1` },
  });
  expect((await getRegistry(acme.owner, registry.id)).health.state).toBe("checking");
  await acme.owner.ok("POST /organizations/{org}/checks/{id}/cancel", {
    params: { ...org, id: check.id },
  });
  expect((await getRegistry(acme.owner, registry.id)).health.state).toBe("not-checked");
});

test("an image on another host, or none at all, is refused before anything is sent", async () => {
  const before = basic.requests.length;
  for (const image of ["ghcr.io/team/app:1", "UPPER/case", "", "a".repeat(1025)]) {
    const error = await acme.owner.refused("POST /organizations/{org}/checks", {
      params: org,
      body: { ...form(basic), image },
    });
    expect(error, image).toMatchObject({ status: 422, issues: [{ path: "image" }] });
  }
  expect(basic.requests.length).toBe(before);
});

test("a check takes a saved registry or a whole form, never a mix", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const before = token.requests.length;
  const mixed = {
    subject: "registry",
    registryId: registry.id,
    settings: settingsFor(token),
    image: `${token.host}/team/app:1`,
  };
  const error = await acme.owner.refused("POST /organizations/{org}/checks", {
    params: org,
    body: mixed as never,
  });
  expect(error).toMatchObject({ status: 422, code: "validation_failed" });
  expect(token.requests.length).toBe(before);
});

test("a host that was changed behind Berth's back opens no secret, and nothing is dialled", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const before = token.requests.length;
  acme.sql(
    "update registry set settings = ?, host_rule = ?",
    JSON.stringify(settingsFor(token)),
    JSON.stringify({ kind: "exact", hosts: [token.host] }),
  );
  const error = await acme.owner.refused("POST /organizations/{org}/checks", {
    params: org,
    body: { subject: "registry", registryId: registry.id, image: `${token.host}/team/app:1` },
  });
  expect(error).toMatchObject({ status: 500, code: "credential_unreadable" });
  expect(token.requests.length).toBe(before);
});

test("a host rule that was changed behind Berth's back leads the secret nowhere", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const before = token.requests.length;
  acme.sql(
    "update registry set host_rule = ?",
    JSON.stringify({ kind: "exact", hosts: [token.host] }),
  );
  const error = await acme.owner.refused("POST /organizations/{org}/checks", {
    params: org,
    body: { subject: "registry", registryId: registry.id, image: `${token.host}/team/app:1` },
  });
  expect(error).toMatchObject({ status: 422, code: "validation_failed" });
  expect(error.issues).toMatchObject([{ path: "image", code: "other-host" }]);
  expect(token.requests.length).toBe(before);
});

test("another organization's registry and check look like missing ones", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const check = await runCheck(acme.owner, form(basic));
  const stranger = await acme.stranger();
  const before = basic.requests.length;
  const foreign = await stranger.refused("POST /organizations/{org}/checks", {
    params: { org: "other" },
    body: { subject: "registry", registryId: registry.id, image: `${basic.host}/team/app:1` },
  });
  const missing = await stranger.refused("GET /organizations/{org}/checks/{id}", {
    params: { org: "other", id: "chk_missing" },
  });
  const theirs = await stranger.refused("GET /organizations/{org}/checks/{id}", {
    params: { org: "other", id: check.id },
  });
  for (const error of [foreign, theirs]) {
    expect({ ...error, requestId: "" }).toEqual({ ...missing, requestId: "" });
  }
  expect(basic.requests.length).toBe(before);
});

test("what a check proved saves a registry healthy; a changed secret or an old check proves nothing", async () => {
  const check = await runCheck(acme.owner, form(basic));
  const wrong = createBody(basic, { checkId: check.id, secret: { password: "another-secret-1" } });
  expect(
    await acme.owner.refused("POST /organizations/{org}/registries", { params: org, body: wrong }),
  ).toMatchObject({ status: 409, code: "check_outdated" });
  const registry = await addRegistry(acme.owner, basic, { checkId: check.id });
  expect(registry.health).toMatchObject({ state: "healthy", checkId: check.id });
  expect((await awaitCheck(acme.owner, check.id)).registry).toEqual({
    id: registry.id,
    name: "Fake",
  });

  const old = await runCheck(acme.owner, form(token));
  acme.pass(31 * 60_000);
  const late = createBody(token, { name: "Late", checkId: old.id });
  expect(
    await acme.owner.refused("POST /organizations/{org}/registries", { params: org, body: late }),
  ).toMatchObject({ code: "check_outdated" });
});
