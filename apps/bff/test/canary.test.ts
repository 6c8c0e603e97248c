import { alertKinds, roles, routes, type RouteDefinition } from "@berth/api-contract";
import { readFileSync } from "node:fs";
import {
  createImage,
  startFakeRegistry,
  vendorExamples,
  type FakeRegistry,
} from "@berth/fake-registries";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bodiesOf } from "./support/bodies-of.ts";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, runCheck } from "./support/registry.ts";
import { addProject, addWorker } from "./support/worker.ts";

/** Texts that must never come back, with characters that every encoding writes differently. */
const canaries = {
  saved: `cnry-saved"<>&???~~~7f3a91`,
  moved: `cnry-moved"<>&???~~~1b22c0`,
  replaced: `cnry-replaced"<>&???~~~a90d17`,
  wrong: `cnry-wrong"<>&???~~~55e1fa`,
  typed: `cnry-typed"<>&???~~~e01c44`,
  hook: "cnry-hook-9c41d2~7788",
};

/** A secret of every other type, as its vendor makes them; of a key file the key alone is one. */
const examples = vendorExamples();
const vendorSecrets = Object.fromEntries(
  examples.flatMap(({ type, secret }) =>
    Object.entries(secret).map(([field, text]) => [`${type} ${field}`, secretPart(text)]),
  ),
);

function secretPart(text: string): string {
  const [, line] = /PRIVATE KEY-----(?:\\n|\n)([A-Za-z0-9+/]{40,})/.exec(text) ?? [];
  return line ?? text;
}

let registry: FakeRegistry;
let acme: Acme;
const seen: string[] = [];

beforeAll(async () => {
  registry = await startFakeRegistry({
    dialect: "standard-token",
    accounts: [
      { username: "robot", secret: canaries.saved },
      { username: "robot2", secret: canaries.moved },
    ],
    images: { "team/app:1": createImage() },
  });
  acme = await startAcme({ allow: [registry.host] });
});
afterAll(async () => {
  await acme.close();
  await registry.close();
});

async function keep(answer: Response): Promise<void> {
  seen.push(
    [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n"),
    await answer.text(),
  );
}

/** What ends the caller's own access, or makes a secret that is meant to be shown. */
const once = new Set<string>([
  "signOut",
  "leaveOrganization",
  "createWorkerToken",
  "createApiToken",
  "createAlertChannel",
  "rotateWorkerToken",
]);

test("S-01, S-09: no secret comes back from any route, status, role, stream, log line or table", async () => {
  const ids = await liveThrough();
  const everybody: Client[] = [
    // First: an owner who follows may end the visit.
    await acme.visitor(),
    ...(await Promise.all(roles.map((role) => acme.as(role)))),
    await acme.stranger(),
    acme.anonymous,
    ids.worker,
  ];
  for (const client of everybody) {
    for (const [name, route] of Object.entries<RouteDefinition>(routes)) {
      if (once.has(name)) continue;
      const made =
        route.body === undefined
          ? [undefined]
          : [...bodies(ids), ...bodiesOf(route.body, canaries.typed)];
      for (const body of made) {
        await keep(await client.send(route.method.toUpperCase(), pathOf(route, ids), { body }));
      }
    }
    for (const path of beside) await keep(await client.send("GET", path));
  }
  await acme.deps.background.settled();
  const places = {
    answers: seen.join("\n"),
    log: acme.logText(),
    database: databaseText(),
    // With what was deleted and what still lies in the log.
    "database file": ["", "-wal"]
      .map((suffix) => readFileSync(`${acme.databasePath}${suffix}`, "latin1"))
      .join("\n"),
  };
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(1000);
    for (const [name, canary] of Object.entries({
      ...canaries,
      ...vendorSecrets,
      token: ids.token,
      signingSecret: ids.signingSecret,
    })) {
      for (const form of formsOf(canary)) {
        expect(text.includes(form), `${name} in ${place} as ${form}`).toBe(false);
      }
    }
  }
});

/** What is asked for beside the routes of the contract, and their files. */
const beside = [
  "/api/v1/organizations/acme/audit-export?format=csv",
  "/api/v1/organizations/acme/audit-export?format=json",
  "/api/v1/organizations/acme/pull-export?format=csv",
  "/api/v1/organizations/acme/pull-export?format=json",
  "/api/openapi.json",
  "/livez",
  "/readyz",
  "/metrics",
];

type Ids = {
  channel: string;
  signingSecret: string;
  registry: string;
  check: string;
  project: string;
  pull: string;
  worker: Client;
  token: string;
};

/** Everything that carries a secret: saving, checking, moving, replacing, failing, handing out tokens. */
async function liveThrough(): Promise<Ids> {
  const settings = { preset: "plain", tls: "http", host: registry.host, username: "robot" };
  const image = `${registry.host}/team/app:1`;
  const saved = await addRegistry(acme.owner, registry, {
    settings,
    secret: { password: canaries.saved },
    handOutStored: true,
    testImage: image,
  });
  for (const { type, settings, secret, image: sample } of examples) {
    await addRegistry(acme.owner, registry, {
      name: `Ours at ${type}`,
      type: type as "standard",
      settings: { ...settings },
      secret: { ...secret },
      patterns: [sample.replace(/:[^:/]+$/, "")],
    });
  }
  const params = { ...org, id: saved.id };
  const failed = await runCheck(acme.owner, {
    subject: "form",
    type: "standard",
    settings,
    secret: { password: canaries.wrong },
    image,
  });
  expect(failed.diagnosis?.outcome).toBe("bad_credential");
  const check = await runCheck(acme.owner, { subject: "registry", registryId: saved.id, image });
  expect(check.diagnosis?.outcome).toBe("ok");
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params,
    body: {
      version: 1,
      settings: { ...settings, username: "robot2" },
      secret: { password: canaries.moved },
    },
  });
  const { channel, signingSecret } = await acme.owner.ok(
    "POST /organizations/{org}/alert-channels",
    {
      params: org,
      body: {
        kind: "webhook",
        name: "On call",
        events: [...alertKinds],
        secretUrl: `http://${registry.host}/hook/${canaries.hook}`,
      },
    },
  );
  await acme.runJobs();
  const project = await addProject(acme.owner, "train");
  const { worker, token } = await addWorker(acme, project);
  const pull = await worker.ok("POST /worker/pulls", { body: { image } });
  expect(pull.outcome).toBe("credential");
  await acme.owner.ok("PUT /organizations/{org}/registries/{id}/secret", {
    params,
    body: { version: 2, secret: { password: canaries.replaced }, reasonUnchecked: "for the test" },
  });
  return {
    registry: saved.id,
    channel: channel.id,
    signingSecret: signingSecret ?? "",
    check: check.id,
    project: project.id,
    pull: pull.pull,
    worker,
    token,
  };
}

/** What a caller may get wrong with a secret in hand. */
function bodies(ids: Ids): unknown[] {
  const secret = { password: canaries.typed };
  return [
    {},
    { [canaries.typed]: 1 },
    `{"secret": "${canaries.typed}`,
    { email: "aino@example.com", password: canaries.typed },
    {
      token: canaries.typed,
      name: "x",
      email: "x@example.com",
      password: canaries.typed,
      organizationName: "x",
    },
    {
      name: "x",
      type: "standard",
      settings: { host: canaries.typed },
      secret,
      patterns: ["x"],
      handOutStored: true,
    },
    {
      name: "x",
      type: "standard",
      settings: { username: canaries.typed },
      secret: { [canaries.typed]: "x" },
      patterns: ["x"],
      handOutStored: true,
    },
    { version: 1, secret, reasonUnchecked: "stale" },
    {
      version: 99,
      settings: { preset: "plain", tls: "http", host: registry.host, username: "u" },
      secret,
    },
    { subject: "new-secret", registryId: ids.registry, secret, image: "other.test/x" },
    { subject: "form", type: "standard", settings: {}, secret, image: "x" },
  ];
}

function pathOf(route: RouteDefinition, ids: Ids): string {
  const id = route.path.includes("/checks/")
    ? ids.check
    : route.path.includes("/projects/")
      ? ids.project
      : route.path.includes("/alert-channels/")
        ? ids.channel
        : route.path.includes("/pulls/")
          ? ids.pull
          : ids.registry;
  const path = route.path
    .replace("{org}", "acme")
    .replace("{id}", route.method === "delete" ? "no_such_thing" : id)
    .replace("{expectation}", "no_such_thing");
  return `/api/v1${path}${route.method === "delete" && route.query !== undefined ? "?version=1" : ""}`;
}

function databaseText(): string {
  const database = new Database(acme.databasePath, { readonly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all() as string[];
    return tables
      .flatMap((table) => database.prepare(`select * from "${table}"`).raw().all() as unknown[][])
      .flat()
      .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))
      .join("\n");
  } finally {
    database.close();
  }
}

function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) => encodedBehind(shift, bytes));
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    ...base64,
    ...base64.map((one) => one.replaceAll("+", "-").replaceAll("/", "_")),
    bytes.toString("hex"),
    text.split("").toReversed().join(""),
  ];
}

/** base64 of a text behind `shift` other bytes (a user name, say), without the characters that depend on its neighbours. */
function encodedBehind(shift: number, bytes: Buffer): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  return encoded.slice(shift === 0 ? 0 : shift + 1, -2);
}

test("the search would find a secret behind a user name, in base64", () => {
  const header = Buffer.from(`robot:${canaries.saved} and more`).toString("base64");
  expect(formsOf(canaries.saved).some((form) => header.includes(form))).toBe(true);
  expect(new Set(formsOf(canaries.saved)).size).toBeGreaterThanOrEqual(9);
});
