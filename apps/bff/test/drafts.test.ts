import type { DraftInput } from "@berth/api-contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry } from "./support/registry.ts";

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const answers: DraftInput = {
  type: "docker-hub",
  settings: { namespace: "acme", tokenKind: "personal", username: "aino" },
  testImage: "acme/train:v2",
  name: "Hub",
  patterns: ["docker.io/acme/*"],
  handOutStored: false,
  expiryDay: "2027-01-31",
  step: 3,
};
const create = async (body: DraftInput = answers) =>
  (await acme.owner.ok("POST /organizations/{org}/registry-drafts", { params: org, body })).draft;
const drafts = async () =>
  (await acme.owner.ok("GET /organizations/{org}/registry-drafts", { params: org })).drafts;
const auditActions = () =>
  acme.rows("select action from audit_event order by sequence").map(({ action }) => action);

test("an admin goes on where another one has stopped", async () => {
  const draft = await create();
  expect(draft).toMatchObject({ ...answers, createdBy: { name: "Aino Karhu" }, version: 1 });
  const admin = await acme.as("admin");
  const params = { ...org, id: draft.id };
  const opened = await admin.ok("GET /organizations/{org}/registry-drafts/{id}", { params });
  expect(opened.draft).toEqual(draft);
  const body = { ...answers, name: "Docker Hub", version: 1 };
  const handed = await admin.ok("PUT /organizations/{org}/registry-drafts/{id}", { params, body });
  expect(handed.draft).toMatchObject({
    name: "Docker Hub",
    version: 2,
    updatedBy: { name: "admin" },
  });
  await admin.ok("PUT /organizations/{org}/registry-drafts/{id}", {
    params,
    body: { ...body, step: 4, version: 2 },
  });
  // Typing on is no event; taking over is.
  expect(auditActions().filter((action) => String(action).startsWith("draft."))).toEqual([
    "draft.create",
    "draft.update",
  ]);
});

test("who was slower is told whose answers stand there", async () => {
  const { id } = await create();
  const admin = await acme.as("admin");
  const params = { ...org, id };
  await admin.ok("PUT /organizations/{org}/registry-drafts/{id}", {
    params,
    body: { ...answers, version: 1 },
  });
  expect(
    await acme.owner.refused("PUT /organizations/{org}/registry-drafts/{id}", {
      params,
      body: { ...answers, version: 1 },
    }),
  ).toMatchObject({
    status: 409,
    code: "conflict",
    message: "admin changed this draft in the meantime.",
  });
});

test("keeps no secret, wherever it was pasted", async () => {
  const token = `dckr_pat_${"Abc012Xyz".repeat(3)}`;
  const key = '{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----"}';
  const draft = await create({
    ...answers,
    settings: { namespace: "acme", username: token, repositories: [token] },
    testImage: `docker login -u acme -p ${token}`,
    name: token,
    patterns: ["docker.io/acme/*", `docker login -p ${token}`, key],
  });
  expect(draft).toMatchObject({ testImage: "", name: "", patterns: ["docker.io/acme/*"] });
  expect(draft.settings).not.toHaveProperty("username");
  const stored = acme
    .rows("select name from sqlite_master where type = 'table'")
    .flatMap(({ name }) => acme.rows(`select * from "${String(name)}"`));
  const written = JSON.stringify(stored) + acme.logText();
  expect(written).not.toContain(token.slice(9));
  expect(written).not.toContain("BEGIN PRIVATE KEY");
});

test("has no field for a secret, and no setting that the secret itself supplies", async () => {
  const secret = { token: "dckr_pat_x" };
  expect(
    await acme.owner.refused("POST /organizations/{org}/registry-drafts", {
      params: org,
      body: { ...answers, secret } as never,
    }),
  ).toMatchObject({ status: 422, code: "validation_failed" });
  const draft = await create({
    ...answers,
    type: "google-artifact-registry",
    settings: { projectId: "acme-prod", serviceAccount: "x@acme-prod.iam.gserviceaccount.com" },
  });
  expect(draft.settings).not.toHaveProperty("serviceAccount");
});

test("is another organization's business as little as one that doesn't exist", async () => {
  const { id } = await create();
  const stranger = await acme.stranger();
  const ask = async (path: string) => {
    const answer = await stranger.send(
      "GET",
      `/api/v1/organizations/other/registry-drafts/${path}`,
    );
    return [answer.status, (await answer.text()).replace(/req_\w+/, "")];
  };
  expect(await ask(id)).toEqual(await ask("drf_nothing"));
});

test("is gone after a month, and when its registry is saved", async () => {
  await create();
  acme.pass(31 * 24 * 3_600_000);
  expect(await drafts()).toEqual([]);
  const { id } = await create();
  expect(await drafts()).toHaveLength(1);
  await addRegistry(acme.owner, { host: "reg.example.com" }, { draftId: id });
  expect(await drafts()).toEqual([]);
});

test("is deleted once", async () => {
  const { id } = await create();
  const params = { ...org, id };
  await acme.owner.ok("DELETE /organizations/{org}/registry-drafts/{id}", { params });
  expect(
    await acme.owner.refused("DELETE /organizations/{org}/registry-drafts/{id}", { params }),
  ).toMatchObject({ status: 404 });
  expect(auditActions().slice(-1)).toEqual(["draft.delete"]);
});
