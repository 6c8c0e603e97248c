import type { RouteBody } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import {
  acmeParams as org,
  addRegistry,
  createBody,
  getRegistry,
  narrowSecret,
  pair,
  runCheck,
  settingsFor,
  startRegistry,
} from "./support/registry.ts";
import { addWorker } from "./support/worker.ts";

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

type Update = RouteBody<"PATCH /organizations/{org}/registries/{id}">;

const update = (id: string, body: Update) =>
  acme.owner.ok("PATCH /organizations/{org}/registries/{id}", { params: { ...org, id }, body });
const refusedUpdate = (id: string, body: unknown) =>
  acme.owner.refused("PATCH /organizations/{org}/registries/{id}", {
    params: { ...org, id },
    body: body as Update,
  });
const auditOf = async (action: string) => {
  const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
    params: org,
    query: { action: action as never },
  });
  return events;
};

describe("what needs somebody", () => {
  test("is counted once each, for every role, and a paused registry needs nobody", async () => {
    const counted = () => acme.owner.ok("GET /organizations/{org}/attention", { params: org });
    const one = await addRegistry(acme.owner, token, { name: "One" });
    await addRegistry(acme.owner, basic, { name: "Fine" });
    expect(await counted()).toEqual({ failing: 0, expired: 0 });

    await acme.owner.ok("PUT /organizations/{org}/registries/{id}/secret", {
      params: { ...org, id: one.id },
      body: { version: 1, secret: { password: "wrong" }, reasonUnchecked: "a test" },
    });
    const image = `${token.host}/team/app:1`;
    await runCheck(acme.owner, { subject: "registry", registryId: one.id, image });
    expect(await counted()).toEqual({ failing: 1, expired: 0 });
    const member = await acme.as("member");
    expect(await member.ok("GET /organizations/{org}/attention", { params: org })).toEqual({
      failing: 1,
      expired: 0,
    });

    const { version } = await getRegistry(acme.owner, one.id);
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    await update(one.id, { version, expiryAt: yesterday });
    expect(await counted()).toEqual({ failing: 0, expired: 1 });

    await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
      params: { ...org, id: one.id },
      body: { version: version + 1 },
    });
    expect(await counted()).toEqual({ failing: 0, expired: 0 });
  });
});

describe("adding", () => {
  test("keeps what can be shown, seals the rest, and writes who did it", async () => {
    const registry = await addRegistry(acme.owner, basic, {
      testImage: `${basic.host}/team/app:1`,
    });
    expect(registry).toMatchObject({
      name: "Fake",
      type: "standard",
      host: basic.host,
      identity: "alice",
      patterns: [{ canonical: `${basic.host}/team/*` }],
      health: { state: "not-checked" },
      secret: { version: 1, fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) },
      version: 1,
      createdBy: { name: "Aino Karhu" },
    });
    const [event] = await auditOf("registry.create");
    expect(event).toMatchObject({ object: { id: registry.id, name: "Fake" } });
    const everything = acme
      .rows("select * from registry_secret")
      .concat(acme.rows("select * from registry"));
    const dump = everything
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))
      .join("\n");
    expect(dump + JSON.stringify([registry, event]) + acme.logText()).not.toContain(pair.secret);
  });

  test("names every field that can't be used, and never the secret", async () => {
    const bad: Array<
      [body: Partial<RouteBody<"POST /organizations/{org}/registries">>, path: string]
    > = [
      [{ settings: { ...settingsFor(basic), host: "https://" } }, "settings.host"],
      [{ settings: { ...settingsFor(basic), host: "user:pw@reg.test" } }, "settings.host"],
      [{ settings: { ...settingsFor(basic), host: "reg.test/path with space" } }, "settings.host"],
      [{ settings: { ...settingsFor(basic), unknown: "x" } }, "settings.unknown"],
      [{ secret: {} }, "secret.password"],
      [{ secret: { password: "line\nbreak-in-secret" } }, "secret.password"],
      [{ secret: { password: "fine-secret-1", other: "x" } }, "secret"],
      [{ name: " " }, "name"],
      [{ patterns: [] }, "patterns"],
      [{ patterns: ["ghcr.io/team/*"] }, "patterns.0"],
      [{ patterns: [`${basic.host}/team/app:1`] }, "patterns.0"],
      [{ patterns: [`${basic.host}/a/*`, `${basic.host}/a/*`] }, "patterns.1"],
      [{ patterns: ["x".repeat(5000)] }, "patterns.0"],
      [{ testImage: "ghcr.io/team/app" }, "testImage"],
      [{ type: "aws-ecr" }, "settings.accountId"],
    ];
    for (const [over, path] of bad) {
      const body = createBody(basic, over);
      const error = await acme.owner.refused("POST /organizations/{org}/registries", {
        params: org,
        body,
      });
      expect(error.status, path).toBe(422);
      const paths = (error.issues ?? []).map((issue) => issue.path);
      expect(paths, path).toContain(path);
      expect(JSON.stringify(error)).not.toContain("break-in-secret");
    }
    expect(acme.rows("select id from registry")).toEqual([]);
  });

  test("refuses a name or a pattern that another registry holds, naming it", async () => {
    await addRegistry(acme.owner, basic);
    const name = await acme.owner.refused("POST /organizations/{org}/registries", {
      params: org,
      body: createBody(basic, { name: "FAKE", patterns: [`${basic.host}/other/*`] }),
    });
    expect(name).toMatchObject({ status: 409, code: "name_taken", issues: [{ path: "name" }] });
    const pattern = await acme.owner.refused("POST /organizations/{org}/registries", {
      params: org,
      body: createBody(basic, {
        name: "Second",
        patterns: [`${basic.host}/new/*`, `${basic.host}/team/*`],
      }),
    });
    expect(pattern).toMatchObject({
      status: 409,
      code: "pattern_taken",
      message: `'Fake' already has the pattern \`${basic.host}/team/*\`.`,
      issues: [{ path: "patterns.1" }],
    });
  });

  test("is refused to support and members", async () => {
    for (const role of ["support", "member"] as const) {
      const client = await acme.as(role);
      const body = createBody(basic);
      expect(
        await client.refused("POST /organizations/{org}/registries", { params: org, body }),
      ).toMatchObject({ status: 403, code: "forbidden" });
    }
    expect(acme.rows("select id from registry")).toEqual([]);
  });
});

describe("changing", () => {
  test("name, patterns and settings that are no destination never need the secret", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const { registry: renamed } = await update(registry.id, {
      version: 1,
      name: "Renamed",
      patterns: [`${basic.host}/team/*`, `${basic.host}/more/*`],
      handOutStored: true,
      settings: { ...settingsFor(basic), preset: "harbor" },
    });
    expect(renamed).toMatchObject({ name: "Renamed", version: 2, handOutStored: true });
    expect(renamed.secret).toEqual(registry.secret);
    expect(renamed.patterns[0]?.id).toBe(registry.patterns[0]?.id);
    const check = await runCheck(acme.owner, {
      subject: "registry",
      registryId: registry.id,
      image: `${basic.host}/team/app:1`,
    });
    expect(check.diagnosis?.outcome).toBe("ok");
    const [event] = await auditOf("registry.update");
    expect(event?.changes.map(({ field }) => field).toSorted()).toEqual([
      "handOutStored",
      "name",
      "patterns",
      "settings",
    ]);
  });

  test.each([
    ["left out", undefined],
    ["without fields", {}],
    ["empty", { password: "" }],
    ["spaces", { password: "   " }],
    ["dots", { password: "••••••••" }],
    ["stars", { password: "********" }],
  ])(
    "the host with a secret that is %s is refused, and nothing is sent anywhere",
    async (_name, secret) => {
      const registry = await addRegistry(acme.owner, basic);
      const requests = token.requests.length;
      const error = await refusedUpdate(registry.id, {
        version: 1,
        settings: settingsFor(token),
        patterns: [`${token.host}/*`],
        ...(secret === undefined ? {} : { secret }),
      });
      expect(error).toMatchObject({
        status: 422,
        code: "secret_required",
        issues: [{ path: "secret.password" }],
      });
      expect(await getRegistry(acme.owner, registry.id)).toEqual(registry);
      expect(token.requests.length).toBe(requests);
    },
  );

  test.each([
    ["port", (host: string) => ({ host: host.replace(/:\d+$/, ":8443") })],
    ["scheme", () => ({ tls: "public" })],
    ["user name", () => ({ username: "mallory" })],
    ["token service", () => ({ tokenOrigin: "http://127.0.0.1:9" })],
  ])("the %s alone needs the secret again", async (_name, over) => {
    const registry = await addRegistry(acme.owner, basic);
    const settings = { ...settingsFor(basic), ...over(basic.host) };
    const error = await refusedUpdate(registry.id, { version: 1, settings });
    expect(error).toMatchObject({ status: 422, code: "secret_required" });
    expect(await getRegistry(acme.owner, registry.id)).toEqual(registry);
  });

  test("a null secret is no secret either", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const body = { version: 1, settings: settingsFor(token), secret: null };
    expect((await refusedUpdate(registry.id, body)).status).toBe(422);
    expect(await getRegistry(acme.owner, registry.id)).toEqual(registry);
  });

  test("the host together with the secret seals it anew, and the old record opens nowhere", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const { registry: moved } = await update(registry.id, {
      version: 1,
      settings: settingsFor(token),
      secret: { password: pair.secret },
      patterns: [`${token.host}/team/*`],
    });
    expect(moved).toMatchObject({
      host: token.host,
      secret: { version: 2 },
      health: { state: "not-checked" },
    });
    const check = await runCheck(acme.owner, {
      subject: "registry",
      registryId: registry.id,
      image: `${token.host}/team/app:1`,
    });
    expect(check.diagnosis?.outcome).toBe("ok");
  });

  test("the image to check with goes where its host does, and not to the new one", async () => {
    const testImage = `${basic.host}/team/app:1`;
    const registry = await addRegistry(acme.owner, basic, { testImage });
    const renamed = await update(registry.id, { version: 1, name: "Renamed" });
    expect(renamed.registry.testImage).toBe(testImage);
    const moved = await update(registry.id, {
      version: 2,
      settings: settingsFor(token),
      secret: { password: pair.secret },
      patterns: [`${token.host}/team/*`],
    });
    expect(moved.registry.testImage).toBeNull();
  });

  test("an organization whose key is gone saves no secret and says so", async () => {
    acme.sql("delete from org_key");
    const error = await acme.owner.refused("POST /organizations/{org}/registries", {
      params: org,
      body: createBody(basic),
    });
    expect(error).toMatchObject({ status: 503, code: "unavailable" });
    expect(acme.rows("select id from registry")).toEqual([]);
  });

  test("a new host must suit the patterns that stay", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const error = await refusedUpdate(registry.id, {
      version: 1,
      settings: settingsFor(token),
      secret: { password: pair.secret },
    });
    expect(error).toMatchObject({ status: 422, issues: [{ path: "patterns.0" }] });
  });

  test("a secret without a new destination belongs to another request", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const error = await refusedUpdate(registry.id, {
      version: 1,
      secret: { password: "another-1234" },
    });
    expect(error).toMatchObject({ status: 422, issues: [{ path: "secret" }] });
  });

  test("the second of two editors is told who was first, and nothing of theirs is saved", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const admin = await acme.as("admin");
    await admin.ok("PATCH /organizations/{org}/registries/{id}", {
      params: { ...org, id: registry.id },
      body: { version: 1, name: "Admin's" },
    });
    const error = await refusedUpdate(registry.id, {
      version: 1,
      settings: settingsFor(token),
      secret: { password: pair.secret },
    });
    expect(error).toMatchObject({ status: 409, code: "conflict" });
    expect(error.message).toContain("admin");
    expect(await getRegistry(acme.owner, registry.id)).toMatchObject({
      name: "Admin's",
      host: basic.host,
    });
  });
});

describe("replacing the secret", () => {
  const replace = (
    id: string,
    body: RouteBody<"PUT /organizations/{org}/registries/{id}/secret">,
  ) =>
    acme.owner.call("PUT /organizations/{org}/registries/{id}/secret", {
      params: { ...org, id },
      body,
    });

  test("needs a passed check of that very secret, or a reason", async () => {
    const registry = await addRegistry(acme.owner, basic, {
      secret: { password: "old-wrong-secret" },
    });
    const image = `${basic.host}/team/app:1`;
    const secret = { password: pair.secret };
    expect((await replace(registry.id, { version: 1, secret })).status).toBe(422);

    const failed = await runCheck(acme.owner, {
      subject: "new-secret",
      registryId: registry.id,
      secret: { password: "wrong-again-1234" },
      image,
    });
    expect(failed.diagnosis?.outcome).toBe("bad_credential");
    const withFailed = { version: 1, secret: { password: "wrong-again-1234" }, checkId: failed.id };
    expect((await replace(registry.id, withFailed)).status).toBe(422);
    expect((await replace(registry.id, { version: 1, secret, checkId: failed.id })).status).toBe(
      409,
    );
    expect((await getRegistry(acme.owner, registry.id)).secret?.version).toBe(1);

    const passed = await runCheck(acme.owner, {
      subject: "new-secret",
      registryId: registry.id,
      secret,
      image,
    });
    expect((await replace(registry.id, { version: 1, secret, checkId: passed.id })).status).toBe(
      200,
    );
    expect(await getRegistry(acme.owner, registry.id)).toMatchObject({
      secret: { version: 2 },
      health: { state: "healthy", checkId: passed.id },
    });
    const saved = await runCheck(acme.owner, {
      subject: "registry",
      registryId: registry.id,
      image,
    });
    expect(saved.diagnosis?.outcome).toBe("ok");
  });

  test("is refused while it opens less of what workers pull, unless a reason is given", async () => {
    const registry = await addRegistry(acme.owner, token);
    const { worker } = await addWorker(acme);
    for (const name of ["team/train:2", "team/train:2", "team/app:1", "team/gone:1"]) {
      const answer = await worker.ok("POST /worker/pulls", {
        body: { image: `${token.host}/${name}` },
      });
      expect(answer.outcome).toBe("credential");
    }
    const image = `${token.host}/team/app:1`;
    const tryIt = (password: string) =>
      runCheck(acme.owner, {
        subject: "new-secret",
        registryId: registry.id,
        secret: { password },
        image,
      });

    const narrow = await tryIt(narrowSecret);
    expect(narrow.diagnosis?.outcome).toBe("ok");
    expect(narrow.imagesInUse).toEqual({
      days: 30,
      leftOut: 0,
      images: [
        {
          image: `${token.host}/team/train:2`,
          pulls: 2,
          state: "works-with-current",
          text: expect.stringContaining("team/train"),
        },
        { image, pulls: 1, state: "works", text: "" },
        {
          image: `${token.host}/team/gone:1`,
          pulls: 1,
          state: "works-with-neither",
          text: expect.stringContaining("team/gone"),
        },
      ],
    });
    const body = { version: 1, secret: { password: narrowSecret }, checkId: narrow.id };
    const refused = await acme.owner.refused("PUT /organizations/{org}/registries/{id}/secret", {
      params: { ...org, id: registry.id },
      body,
    });
    expect(refused).toMatchObject({ status: 422, issues: [{ path: "reasonUnchecked" }] });
    expect(refused.issues?.[0]?.message).toContain("team/train:2");
    expect((await replace(registry.id, { ...body, reasonUnchecked: "train moved" })).status).toBe(
      200,
    );
    const [event] = await auditOf("registry.replace-secret");
    expect(event?.changes).toEqual(
      expect.arrayContaining([
        { field: "reasonUnchecked", before: null, after: "train moved" },
        { field: "imagesNotProven", before: null, after: `${token.host}/team/train:2` },
      ]),
    );

    const wide = await tryIt(pair.secret);
    expect(wide.imagesInUse?.images.map(({ state }) => state)).toEqual([
      "works",
      "works",
      "works-with-neither",
    ]);
    const back = { version: 2, secret: { password: pair.secret }, checkId: wide.id };
    expect((await replace(registry.id, back)).status).toBe(200);
  });

  test("with a reason keeps the reason, and says that nothing was proven", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const secret = { password: "unproven-secret-77" };
    const answer = await replace(registry.id, {
      version: 1,
      secret,
      reasonUnchecked: "registry is down",
    });
    expect(answer.status).toBe(200);
    expect((await getRegistry(acme.owner, registry.id)).health.state).toBe("not-checked");
    const [event] = await auditOf("registry.replace-secret");
    expect(event?.changes).toContainEqual({
      field: "reasonUnchecked",
      before: null,
      after: "registry is down",
    });
    expect(JSON.stringify(event) + acme.logText()).not.toContain("unproven-secret-77");
  });
});

describe("pausing, deleting", () => {
  test("a pause is shown and taken back; a stale one is refused", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const params = { ...org, id: registry.id };
    const paused = await acme.owner.ok("POST /organizations/{org}/registries/{id}/pause", {
      params,
      body: { version: 1 },
    });
    expect(paused.registry).toMatchObject({
      paused: true,
      health: { state: "paused" },
      version: 2,
    });
    expect(
      await acme.owner.refused("POST /organizations/{org}/registries/{id}/resume", {
        params,
        body: { version: 1 },
      }),
    ).toMatchObject({ status: 409, code: "conflict" });
    const resumed = await acme.owner.ok("POST /organizations/{org}/registries/{id}/resume", {
      params,
      body: { version: 2 },
    });
    expect(resumed.registry.paused).toBe(false);
    expect(await auditOf("registry.pause")).toHaveLength(1);
    expect(await auditOf("registry.resume")).toHaveLength(1);
  });

  test("deleting takes secret and patterns along and leaves the audit entry", async () => {
    const registry = await addRegistry(acme.owner, basic);
    const params = { ...org, id: registry.id };
    expect(
      await acme.owner.refused("DELETE /organizations/{org}/registries/{id}", {
        params,
        query: { version: 9 },
      }),
    ).toMatchObject({ status: 409 });
    await acme.owner.ok("DELETE /organizations/{org}/registries/{id}", {
      params,
      query: { version: 1 },
    });
    expect(
      (await acme.owner.call("GET /organizations/{org}/registries/{id}", { params })).status,
    ).toBe(404);
    expect(acme.rows("select * from registry_secret")).toEqual([]);
    expect(acme.rows("select * from pattern")).toEqual([]);
    expect(await auditOf("registry.delete")).toMatchObject([
      { object: { id: registry.id, name: "Fake" } },
    ]);
  });
});

test("a member sees name, patterns and health; nobody sees a secret", async () => {
  const registry = await addRegistry(acme.owner, basic, { testImage: `${basic.host}/team/app:1` });
  const member = await acme.as("member");
  const seen = await getRegistry(member, registry.id);
  expect(seen).toMatchObject({
    name: "Fake",
    patterns: registry.patterns,
    settings: null,
    identity: null,
    secret: null,
    testImage: null,
    createdBy: null,
  });
  const support = await acme.as("support");
  expect(await getRegistry(support, registry.id)).toEqual(registry);
});

test("another organization's registry looks exactly like a missing one, on every route", async () => {
  const registry = await addRegistry(acme.owner, basic);
  const stranger = await acme.stranger();
  const bodies: Array<[method: string, rest: string, body?: unknown]> = [
    ["GET", ""],
    ["PATCH", "", { version: 1, name: "mine" }],
    [
      "PUT",
      "/secret",
      { version: 1, secret: { password: "x-1234-5678" }, reasonUnchecked: "because" },
    ],
    ["POST", "/pause", { version: 1 }],
    ["POST", "/resume", { version: 1 }],
    ["DELETE", "?version=1"],
    ["GET", "/deletion-impact"],
    ["GET", "/expectations"],
    ["POST", "/expectations", { image: `${basic.host}/team/app` }],
    ["DELETE", "/expectations/exp_x"],
  ];
  for (const [method, rest, body] of bodies) {
    const texts = await Promise.all(
      [registry.id, "reg_missing"].map(async (id) => {
        const path = `/api/v1/organizations/other/registries/${id}${rest}`;
        const answer = await stranger.send(method, path, body === undefined ? {} : { body });
        expect(answer.status, `${method} ${rest}`).toBe(404);
        return (await answer.text()).replace(/req_\w+/, "");
      }),
    );
    expect(texts[0], `${method} ${rest}`).toBe(texts[1]);
  }
  expect(await getRegistry(acme.owner, registry.id)).toEqual(registry);
});

test("an address is probed without any credential, and says what answers there", async () => {
  const probe = (settings: Record<string, unknown>) =>
    acme.owner.ok("POST /organizations/{org}/address-probe", {
      params: org,
      body: { type: "standard", settings },
    });
  const seen = basic.credentialsSeen.length + token.credentialsSeen.length;
  expect(await probe(settingsFor(basic))).toMatchObject({ ok: true, scheme: "basic", realm: null });
  expect(await probe({ tls: "http", host: token.host })).toMatchObject({
    ok: true,
    scheme: "bearer",
  });
  expect(basic.credentialsSeen.length + token.credentialsSeen.length).toBe(seen);
  const refused = await probe({ tls: "http", host: "127.0.0.1:9" });
  expect(refused).toMatchObject({ ok: false, scheme: null });
  expect(refused.message).not.toBe("");
  expect(
    await acme.owner.refused("POST /organizations/{org}/address-probe", {
      params: org,
      body: { type: "standard", settings: { tls: "http", host: "bad host/" } },
    }),
  ).toMatchObject({ status: 422, issues: [{ path: "settings.host" }] });
});
