import type { CheckView, RegistryView, RouteBody } from "@berth/api-contract";
import {
  createImage,
  fakeCloud,
  vendorNetwork,
  type Account,
  type FakeCloud,
} from "@berth/fake-registries";
import { afterEach, describe, expect, test } from "vitest";
import { startAcme, type Acme, type TestBerthOptions } from "./support/harness.ts";
import {
  acmeParams as org,
  addRegistry,
  createBody,
  getRegistry,
  runCheck,
  type CreateBody,
} from "./support/registry.ts";
import { addProject, addWorker, personId } from "./support/worker.ts";

const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const image = `${host}/ml/train:1`;
const server = { username: "AKIASERVERSERVERSERV", secret: "s".repeat(40), pull: ["ml/own"] };
const reader = { username: "AKIAREADERREADERREAD", secret: "r".repeat(40), pull: ["ml/train"] };
const roleArn = "arn:aws:iam::123456789012:role/berth-pull";
const settings = { accountId: "123456789012", regions: ["eu-west-1"] };
/** What a server in AWS has in its environment. */
const environment = {
  AWS_ACCESS_KEY_ID: server.username,
  AWS_SECRET_ACCESS_KEY: server.secret,
  AWS_REGION: "eu-west-1",
  HOME: "/nonexistent",
};

let close: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const one of close.toReversed()) await one();
  close = [];
});

async function start(
  aws: TestBerthOptions["aws"],
  more: readonly Account[] = [],
): Promise<{ acme: Acme; cloud: FakeCloud; accounts: Account[] }> {
  const picture = createImage();
  const accounts = [server, reader, ...more];
  const cloud = await fakeCloud({
    vendors: {
      "aws-ecr": {
        accounts,
        images: { "ml/train:1": picture, "ml/own:1": picture },
      },
    },
  });
  close.push(cloud.close);
  const outbound = { ...vendorNetwork(cloud.hosts), trustedCa: cloud.ca };
  const acme = await startAcme({ outbound, aws });
  close.push(() => acme.close());
  return { acme, cloud, accounts };
}

type Settings = Record<string, unknown>;

function bodyOf(method: Settings, over: Partial<CreateBody> = {}): CreateBody {
  return createBody(
    { host: "" },
    {
      name: "Ours",
      type: "aws-ecr",
      settings: { ...settings, ...method },
      secret: {},
      patterns: [`${host}/*`],
      ...over,
    },
  );
}

function add(acme: Acme, method: Settings, over: Partial<CreateBody> = {}): Promise<RegistryView> {
  return addRegistry(acme.owner, { host: "" }, bodyOf(method, over));
}

function tryOut(acme: Acme, method: Settings, asked = image): Promise<CheckView> {
  const form = { subject: "form" as const, type: "aws-ecr" as const, secret: {} };
  return runCheck(acme.owner, { ...form, settings: { ...settings, ...method }, image: asked });
}

const assumed = { method: "server-role", roleArn };
const own = { method: "server-role" };
const secrets = [server.secret, reader.secret];

describe("where the operator says nothing", () => {
  test("the server's identity is neither used, nor looked for, nor told", async () => {
    const { acme, cloud } = await start({ use: "refuse", environment });
    expect(
      await acme.owner.ok("GET /organizations/{org}/server-identity", { params: org }),
    ).toEqual({
      aws: { use: "refuse", arn: null, problem: null, externalId: acme.organizationId },
    });
    for (const method of [own, assumed]) {
      const refused = await acme.owner.refused("POST /organizations/{org}/registries", {
        params: org,
        body: bodyOf(method),
      });
      expect(refused).toMatchObject({ status: 422, issues: [{ path: "settings.method" }] });
      const asked = await acme.owner.refused("POST /organizations/{org}/checks", {
        params: org,
        body: {
          subject: "form",
          type: "aws-ecr",
          settings: { ...settings, ...method },
          secret: {},
          image,
        },
      });
      expect(asked).toMatchObject({ status: 422, issues: [{ path: "settings.method" }] });
    }
    expect(cloud.vendor("aws-ecr").credentialsSeen).toEqual([]);
  });

  test("a stored key doesn't open for a role that somebody wrote into the database", async () => {
    const { acme, cloud } = await start({ use: "refuse", environment });
    const registry = await add(
      acme,
      { method: "access-key", accessKeyId: reader.username },
      { secret: { secretAccessKey: reader.secret } },
    );
    const role = JSON.stringify({ ...settings, hostForm: "standard", ...own });
    acme.sql("update registry set settings = ? where id = ?", role, registry.id);
    const check = await runCheck(acme.owner, {
      subject: "registry",
      registryId: registry.id,
      image,
    }).catch((err: unknown) => err);
    // The sealed key was bound to another way of signing in, so not even that is opened.
    expect(String(check)).toContain("credential_unreadable");
    expect(cloud.vendor("aws-ecr").credentialsSeen).toEqual([]);
  });
});

describe("S-03: a blank key", () => {
  test("is refused, and never means the server's own identity", async () => {
    const { acme, cloud } = await start({ use: "allow", environment });
    const blank = [
      { accessKeyId: reader.username, secret: {} },
      { accessKeyId: reader.username, secret: { secretAccessKey: "" } },
      { accessKeyId: "", secret: { secretAccessKey: reader.secret } },
      { accessKeyId: "", secret: {} },
    ];
    for (const { accessKeyId, secret } of blank) {
      const form = { ...settings, method: "access-key", accessKeyId };
      const refused = await acme.owner.refused("POST /organizations/{org}/checks", {
        params: org,
        body: { subject: "form", type: "aws-ecr", settings: form, secret, image },
      });
      expect(refused.status).toBe(422);
    }
    expect(cloud.vendor("aws-ecr").credentialsSeen).toEqual([]);
  });

  test("and hostile variables change nothing for a key that is there", async () => {
    const hostile = { ...environment, AWS_ENDPOINT_URL: "https://evil.test", AWS_PROFILE: "evil" };
    const { acme, cloud } = await start({ use: "allow", environment: hostile });
    const form = { ...settings, method: "access-key", accessKeyId: reader.username };
    const secret = { secretAccessKey: reader.secret };
    const check = await runCheck(acme.owner, {
      subject: "form",
      type: "aws-ecr",
      settings: form,
      secret,
      image,
    });
    expect(check.diagnosis?.code).toBe("OK");
    const seen = JSON.stringify(cloud.vendor("aws-ecr").requests);
    expect(seen).toContain(reader.username);
    expect(seen).not.toContain(server.username);
  });
});

describe("a role of the organization", () => {
  test("is assumed with its external id, checked, and gives workers what ends with its session", async () => {
    const { acme, cloud, accounts } = await start({ use: "assume", environment });
    accounts.push({ username: roleArn, secret: acme.organizationId, pull: ["ml/train"] });
    expect(
      await acme.owner.ok("GET /organizations/{org}/server-identity", { params: org }),
    ).toMatchObject({
      aws: {
        use: "assume",
        arn: `arn:aws:iam::123456789012:user/${server.username.toLowerCase()}`,
        problem: null,
        externalId: acme.organizationId,
      },
    });
    const tried = await tryOut(acme, assumed);
    expect(tried.diagnosis).toMatchObject({ code: "OK", remedies: ["Nothing to do."] });
    const registry = await add(acme, assumed, { checkId: tried.id, testImage: image });
    expect(registry).toMatchObject({ identity: roleArn, health: { state: "healthy" } });
    const { worker } = await addWorker(acme);
    const answer = await worker.ok("POST /worker/pulls", { body: { image } });
    expect(answer).toMatchObject({
      outcome: "credential",
      scope: "everything this identity may pull in eu-west-1",
      credential: { registryHost: host, username: "AWS" },
    });
    const left = Date.parse(answer.expiresAt ?? "") - Date.now();
    expect(left / 3_600_000).toBeCloseTo(1, 1);
    const rows = JSON.stringify(acme.rows("select * from registry_secret"));
    expect(rows).toBe("[]");
    const told = [JSON.stringify(tried), acme.logText(), JSON.stringify(answer)].join();
    for (const secret of secrets) expect(told).not.toContain(secret);
    expect(JSON.stringify(cloud.vendor("aws-ecr").requests)).not.toContain(server.secret);
  });

  test("can't be borrowed by another external id, neither from a request nor from the database", async () => {
    const { acme, cloud } = await start({ use: "assume", environment }, [
      { username: roleArn, secret: "org_of_somebody_else", pull: ["ml/train"] },
    ]);
    const asked = { ...assumed, externalId: "org_of_somebody_else" };
    expect((await tryOut(acme, asked)).diagnosis?.code).toBe("AWS-ROLE");
    const registry = await add(acme, asked);
    expect(registry.settings).toMatchObject({ externalId: acme.organizationId });
    const stored = JSON.stringify({ ...registry.settings, externalId: "org_of_somebody_else" });
    acme.sql("update registry set settings = ? where id = ?", stored, registry.id);
    const check = await runCheck(acme.owner, {
      subject: "registry",
      registryId: registry.id,
      image,
    });
    expect(check.diagnosis?.code).toBe("AWS-ROLE");
    const { worker } = await addWorker(acme);
    const answer = await worker.ok("POST /worker/pulls", { body: { image } });
    expect(answer).toMatchObject({ outcome: "refused" });
    const passwords = cloud
      .vendor("aws-ecr")
      .requests.filter(({ headers }) => headers["x-amz-target"] !== undefined);
    expect(passwords).toEqual([]);
  });

  test("that asks for no external id is pointed out", async () => {
    const { acme } = await start({ use: "assume", environment }, [
      { username: roleArn, secret: "", pull: ["ml/train"] },
    ]);
    const { diagnosis } = await tryOut(acme, assumed);
    expect(diagnosis?.code).toBe("OK");
    expect(diagnosis?.remedies.join()).toMatch(/can be assumed without the external id/);
  });
});

describe("the server's role as it is", () => {
  test("pulls where the operator allows it, and needs a role of the organization where he doesn't", async () => {
    const { acme } = await start({ use: "allow", environment });
    expect((await tryOut(acme, own, `${host}/ml/own:1`)).diagnosis?.code).toBe("OK");
    expect((await tryOut(acme, own)).diagnosis?.code).toBe("AWS-PULL");
    const { acme: strict } = await start({ use: "assume", environment });
    const refused = await strict.owner.refused("POST /organizations/{org}/registries", {
      params: org,
      body: bodyOf(own),
    });
    expect(refused).toMatchObject({ status: 422, issues: [{ path: "settings.roleArn" }] });
  });

  test("of an instance is found by its metadata service, and its keys are renewed by themselves", async () => {
    const machine = {
      username: "arn:aws:iam::123456789012:role/berth-server",
      secret: "",
      machine: true,
    };
    const found = await start({ use: "refuse", environment: {} }, [machine]);
    const metadata = found.cloud.vendor("aws-ecr").machine?.origin ?? "";
    const outbound = { ...vendorNetwork(found.cloud.hosts), trustedCa: found.cloud.ca };
    const acme = await startAcme({
      outbound,
      aws: {
        use: "allow",
        environment: { HOME: "/nonexistent", AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata },
      },
    });
    close.push(() => acme.close());
    const { aws } = await acme.owner.ok("GET /organizations/{org}/server-identity", {
      params: org,
    });
    expect(aws).toMatchObject({ arn: machine.username, problem: null });
    expect((await tryOut(acme, own)).diagnosis?.code).toBe("OK");
  });

  test("that isn't there is said so, to the admin and by the check", async () => {
    const nothing = { HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true" };
    const { acme } = await start({ use: "allow", environment: nothing });
    const { aws } = await acme.owner.ok("GET /organizations/{org}/server-identity", {
      params: org,
    });
    expect(aws).toMatchObject({
      arn: null,
      problem: expect.stringMatching(/no.*identity/i) as string,
    });
    expect((await tryOut(acme, own)).diagnosis?.code).toBe("AWS-NO-IDENTITY");
  });
});

const digest = `sha256:${"5".repeat(64)}`;

// What a worker saw of the image's manifest.
function stepsThere(
  status: "passed" | "failed",
  answered: number,
  found: string | null,
): RouteBody<"POST /worker/checks">["steps"] {
  const exchange = {
    purpose: "get",
    method: "GET" as const,
    url: `https://${host}/v2/ml/train/manifests/1`,
    authorization: "basic" as const,
    at: 0,
    durationMs: 9,
    network: [],
    answer: { status: answered, contentType: null, bodyBytes: 2, headers: [], challenges: [] },
  };
  const facts = { digestFrom: "body" as const, mediaType: "x/y", sizeBytes: 2, platforms: [] };
  return [
    {
      step: "manifest",
      status,
      text: "Asked.",
      durationMs: 9,
      evidence: [
        { kind: "exchange", exchange },
        ...(found === null ? [] : [{ kind: "manifest" as const, digest: found, ...facts }]),
      ],
    },
  ];
}

describe("the worker's role", () => {
  const method = { method: "worker-role", roleName: "gpu-workers" };

  test("stores nothing, can't be checked here, and is told to the worker that pulls", async () => {
    const { acme, cloud } = await start({ use: "refuse", environment });
    const registry = await add(acme, method, { testImage: image });
    expect(registry).toMatchObject({
      identity: "the workers' role",
      health: { state: "not-checked" },
    });
    expect(acme.rows("select * from registry_secret")).toEqual([]);
    const check = await runCheck(acme.owner, {
      subject: "registry",
      registryId: registry.id,
      image,
    });
    expect(check.diagnosis?.code).toBe("AWS-WORKER");
    expect((await getRegistry(acme.owner, registry.id)).health.state).toBe("not-checked");
    const { worker } = await addWorker(acme);
    const wanted = {
      outcome: "credential",
      expiresAt: null,
      credential: {
        registryHost: host,
        ownRole: {
          type: "aws-ecr",
          settings: { method: "worker-role", accountId: "123456789012" },
        },
      },
    };
    expect(await worker.ok("POST /worker/pulls", { body: { image } })).toMatchObject(wanted);
    expect(
      await worker.ok("POST /worker/pattern-credentials", {
        body: { pattern: `${host}/*`, carrier: "docker-helper" },
      }),
    ).toMatchObject(wanted);
    const { pulls } = await acme.owner.ok("GET /organizations/{org}/pulls", {
      params: org,
      query: {},
    });
    expect(pulls).toMatchObject([{ credentialKind: "own-role" }, { credentialKind: "own-role" }]);
    expect(cloud.vendor("aws-ecr").credentialsSeen).toEqual([]);
  });

  const sawThere = (over: object): RouteBody<"POST /worker/checks"> => ({
    image,
    durationMs: 900,
    requests: 3,
    steps: stepsThere("passed", 200, digest),
    diagnosis: {
      code: "OK",
      outcome: "ok",
      confidence: "certain",
      symptom: "Manifest fetched.",
      causes: [],
      remedies: [],
      ...over,
    },
    digest,
  });
  const refusedThere = (code: string) => ({
    ...sawThere({
      code,
      outcome: "denied_or_missing",
      symptom: "Call +1 555 0100 to get your registry back.",
    }),
    steps: stepsThere("failed", 403, null),
    digest: null,
  });

  test("is checked by workers, whose results count as the registry's health under their names", async () => {
    const { acme } = await start({ use: "refuse", environment });
    const registry = await add(acme, method, { testImage: image });
    const healthNow = async () => (await getRegistry(acme.owner, registry.id)).health;
    const { worker } = await addWorker(acme);

    const { check } = await worker.ok("POST /worker/checks", { body: sawThere({}) });
    expect(await healthNow()).toMatchObject({
      state: "healthy",
      reason: "The last check fetched a manifest.",
      checkId: check.id,
      checkedBy: { worker: "gpu-3" },
    });
    // A right that one repository lacks says nothing of the others.
    await worker.ok("POST /worker/checks", { body: refusedThere("AWS-PULL") });
    expect((await healthNow()).state).toBe("healthy");
    await worker.ok("POST /worker/checks", { body: refusedThere("AWS-POLICY") });
    expect(await healthNow()).toMatchObject({
      state: "failing",
      reason: "The key works, but may not call GetAuthorizationToken.",
      checkedBy: { worker: "gpu-3" },
    });
    // Nothing of Berth's is withheld, and only a worker can find out that it works again.
    const pull = await worker.ok("POST /worker/pulls", { body: { image } });
    expect(pull).toMatchObject({ outcome: "credential", match: { type: "aws-ecr" } });
    await worker.ok("POST /worker/checks", { body: sawThere({}) });
    expect((await healthNow()).state).toBe("healthy");
    const history = await acme.owner.ok("GET /organizations/{org}/registries/{id}/health", {
      params: { ...org, id: registry.id },
      query: {},
    });
    expect(history).toMatchObject({ nextReCheckAt: null });
    expect(history.checks.map(({ effect }) => effect)).toEqual([
      "passed",
      "unclear",
      "refused",
      "passed",
    ]);
    const { events } = await acme.owner.ok("GET /organizations/{org}/audit-events", {
      params: org,
      query: { action: "registry.check" },
    });
    expect(
      events.map(({ actor, changes }) => [
        actor.kind === "worker-token" ? actor.name : actor.kind,
        ...changes.flatMap(({ field, before, after }) =>
          field === "health" ? [before, after] : [],
        ),
      ]),
    ).toEqual([
      ["gpu-3", "failing", "healthy"],
      ["gpu-3", "healthy", "failing"],
      ["gpu-3"],
      ["gpu-3", "not-checked", "healthy"],
    ]);
    // The server's own attempt says nothing.
    await runCheck(acme.owner, { subject: "registry", registryId: registry.id, image });
    expect(await healthNow()).toMatchObject({ state: "healthy", checkedBy: { worker: "gpu-3" } });
  });

  test("explains what is known from where, and never calls a role that only workers have missing", async () => {
    const { acme } = await start({ use: "refuse", environment });
    await add(acme, method, { testImage: image });
    const { worker } = await addWorker(acme);
    let readable: unknown = null;
    const configured = async () => {
      const { explanations } = await acme.owner.ok("POST /organizations/{org}/explain", {
        params: org,
        body: { images: [image] },
      });
      const [explained] = explanations;
      expect(explained).toMatchObject({ verdict: "uses", checkedOn: "worker" });
      readable = explained?.checks.find(({ id }) => id === "readable");
      return explained?.checks.find(({ id }) => id === "configured");
    };
    expect(await configured()).toMatchObject({
      mark: "cannot-tell",
      text: expect.stringMatching(/No worker has checked yet/) as string,
    });
    await worker.ok("POST /worker/checks", { body: sawThere({}) });
    expect(await configured()).toMatchObject({
      mark: "pass",
      text: expect.stringMatching(/Worker 'gpu-3' fetched a manifest just now\./) as string,
    });
    await worker.ok("POST /worker/checks", { body: refusedThere("AWS-POLICY") });
    expect(await configured()).toMatchObject({
      mark: "cannot-tell",
      text: expect.stringMatching(
        /may not call GetAuthorizationToken.*Pulls are answered all the same/,
      ) as string,
    });
    // AWS says that a right is missing, so this is more than "denied or doesn't exist".
    expect(readable).toMatchObject({
      mark: "fail",
      text: expect.stringMatching(/just now, by 'gpu-3'/) as string,
    });
  });

  test.each<[name: string, body: () => RouteBody<"POST /worker/checks">]>([
    ["steps that name no request", () => ({ ...sawThere({}), steps: [] })],
    [
      "a manifest of another repository",
      () => ({ ...sawThere({}), image: `${host}/ml/other:1`, digest }),
    ],
    ["a code that ECR doesn't have", () => sawThere({ code: "AZ-MODE" })],
    ["a code that its outcome contradicts", () => sawThere({ code: "AWS-PULL" })],
  ])("is kept, but judges nothing, with %s", async (_name, body) => {
    const { acme } = await start({ use: "refuse", environment });
    const registry = await add(acme, method, { testImage: image });
    const { worker } = await addWorker(acme);
    const { check } = await worker.ok("POST /worker/checks", { body: body() });
    const kept = await acme.owner.ok("GET /organizations/{org}/checks/{id}", {
      params: { ...org, id: check.id },
    });
    expect(kept.check).toMatchObject({ registry: { id: registry.id } });
    const { health } = await getRegistry(acme.owner, registry.id);
    expect(health).toMatchObject({ state: "not-checked", checkedBy: null });
  });

  test("is judged only by workers that would be served", async () => {
    const { acme } = await start({ use: "refuse", environment });
    const registry = await add(acme, method, { testImage: image });
    const owner = { kind: "person" as const, personId: await personId(acme.owner) };
    await addProject(acme.owner, "private", { owner });
    const { worker } = await addWorker(acme);
    await worker.ok("POST /worker/checks", { body: { ...sawThere({}), project: "private" } });
    await worker.ok("POST /worker/checks", {
      body: { ...sawThere({}), image: `${host}/ml/train`.replace("eu-west-1", "eu-north-1") },
    });
    const { health } = await getRegistry(acme.owner, registry.id);
    expect(health).toMatchObject({ state: "not-checked", checkedBy: null });
  });

  test("takes the place of a stored key, whose seal goes with it", async () => {
    const { acme } = await start({ use: "refuse", environment });
    const registry = await add(
      acme,
      { method: "access-key", accessKeyId: reader.username },
      { secret: { secretAccessKey: reader.secret } },
    );
    const { registry: changed } = await acme.owner.ok(
      "PATCH /organizations/{org}/registries/{id}",
      {
        params: { ...org, id: registry.id },
        body: { version: registry.version, settings: { ...settings, ...method } },
      },
    );
    expect(changed).toMatchObject({
      identity: "the workers' role",
      health: { state: "not-checked" },
    });
    expect(acme.rows("select * from registry_secret")).toEqual([]);
    const back = await acme.owner.refused("PATCH /organizations/{org}/registries/{id}", {
      params: { ...org, id: registry.id },
      body: {
        version: changed.version,
        settings: { ...settings, method: "access-key", accessKeyId: reader.username },
      },
    });
    expect(back).toMatchObject({ status: 422, code: "secret_required" });
  });
});
