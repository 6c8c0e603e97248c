import { afterEach, expect, test } from "vitest";
import { password, startAcme, type Acme } from "./support/harness.ts";
import { acmeParams, addRegistry, startRegistry } from "./support/registry.ts";
import { addProject, addWorker } from "./support/worker.ts";

const open: Acme[] = [];
afterEach(async () => {
  for (const acme of open.splice(0)) await acme.close();
});

async function start(options: Parameters<typeof startAcme>[0] = {}): Promise<Acme> {
  const acme = await startAcme(options);
  open.push(acme);
  return acme;
}

const create = (acme: Acme, name: string, client = acme.owner) =>
  client.call("POST /organizations", { body: { name } });

test("an owner makes another organization with a key and a log of its own, and sees nothing of one in the other", async () => {
  const acme = await start();
  await addProject(acme.owner, "train");
  const { organization } = await acme.owner.ok("POST /organizations", { body: { name: "Beta" } });
  expect(organization).toMatchObject({ slug: "beta", name: "Beta" });
  const { organizations } = await acme.owner.ok("GET /session", {});
  expect(organizations.map(({ slug, role }) => [slug, role])).toEqual([
    ["acme", "owner"],
    ["beta", "owner"],
  ]);
  const projectsOf = async (org: string) =>
    (await acme.owner.ok("GET /organizations/{org}/projects", { params: { org } })).projects;
  expect(await projectsOf("acme")).toHaveLength(1);
  expect(await projectsOf("beta")).toEqual([]);
  const keys = acme.rows("select organization_id, key_id from org_key");
  expect(new Set(keys.map((row) => row["key_id"])).size).toBe(2);
  const log = acme.rows(
    `select action from audit_event where organization_id = '${organization.id}'`,
  );
  expect(log).toEqual([{ action: "organization.create" }]);
  const admin = await acme.as("admin");
  const theirs = await admin.refused("GET /organizations/{org}/projects", {
    params: { org: "beta" },
  });
  expect(theirs.status).toBe(404);
});

test("a name that is taken gets an address of its own, and two at once are two organizations", async () => {
  const acme = await start();
  const answers = await Promise.all([create(acme, "Acme"), create(acme, "Acme")]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const slugs = acme.rows("select slug from organization").map(({ slug }) => String(slug));
  expect(new Set(slugs).size).toBe(3);
  expect(slugs.filter((slug) => /^acme-\d{4}$/.test(slug))).toHaveLength(2);
});

test("nobody else makes one: not an admin, not without a fresh proof, not where the operator says no", async () => {
  const acme = await start();
  const admin = await acme.as("admin");
  expect((await create(acme, "Mine", admin)).status).toBe(403);
  expect((await admin.ok("GET /session", {})).mayCreateOrganization).toBe(false);
  acme.advance(11 * 60_000);
  const stale = await acme.owner.refused("POST /organizations", { body: { name: "Mine" } });
  expect(stale.code).toBe("confirmation_required");

  const closed = await start({ newOrganizations: "nobody" });
  expect((await create(closed, "Mine")).status).toBe(403);
  expect((await closed.owner.ok("GET /session", {})).mayCreateOrganization).toBe(false);
  expect(closed.rows("select slug from organization")).toEqual([{ slug: acmeParams.org }]);
});

const rename = (acme: Acme, name: string, slug: string, client = acme.owner) =>
  client.call("PATCH /organizations/{org}", { params: acmeParams, body: { name, slug } });
const remove = (acme: Acme, name: string, client = acme.owner) =>
  client.call("DELETE /organizations/{org}", { params: acmeParams, query: { name } });

test("an owner renames the organization: people find it under the new address alone, workers notice nothing", async () => {
  const acme = await start();
  const { worker } = await addWorker(acme, await addProject(acme.owner, "train"));
  expect((await rename(acme, "Acme", "a", await acme.as("admin"))).status).toBe(403);
  for (const slug of ["a", "-acme", "Acme", "ac me", "a".repeat(41)]) {
    expect((await rename(acme, "Acme", slug)).status, slug).toBe(422);
  }
  await acme.stranger();
  const taken = await acme.owner.refused("PATCH /organizations/{org}", {
    params: acmeParams,
    body: { name: "Acme", slug: "other" },
  });
  expect(taken).toMatchObject({ code: "validation_failed", issues: [{ path: "slug" }] });
  acme.advance(11 * 60_000);
  const stale = await acme.owner.refused("PATCH /organizations/{org}", {
    params: acmeParams,
    body: { name: "Acme Ltd", slug: "acme-ltd" },
  });
  expect(stale.code).toBe("confirmation_required");
  await acme.owner.ok("POST /session/confirm", { body: { password } });
  expect((await rename(acme, "Acme Ltd", "acme-ltd")).status).toBe(200);

  const projects = (org: string) =>
    acme.owner.call("GET /organizations/{org}/projects", { params: { org } });
  expect([(await projects("acme")).status, (await projects("acme-ltd")).status]).toEqual([
    404, 200,
  ]);
  const session = await acme.owner.ok("GET /session", {});
  expect(session.organizations).toMatchObject([{ slug: "acme-ltd", name: "Acme Ltd" }]);
  const answer = await worker.ok("POST /worker/pulls", { body: { image: "quay.io/team/app:1" } });
  expect(answer.outcome).toBe("anonymous");
  const [row] = acme.rows("select changes from audit_event where action = 'organization.rename'");
  expect(JSON.parse(String(row?.["changes"]))).toEqual([
    { field: "name", before: "Acme", after: "Acme Ltd" },
    { field: "slug", before: "acme", after: "acme-ltd" },
  ]);
});

test("an owner deletes the organization with everything in it, and what its machines and people held opens nothing", async () => {
  const registry = await startRegistry("standard-basic");
  const acme = await start({ allow: [registry.host] });
  await addRegistry(acme.owner, registry);
  const { worker } = await addWorker(acme, await addProject(acme.owner, "train"));
  const image = `${registry.host}/team/app:1`;
  const pull = () => worker.call("POST /worker/pulls", { body: { image } });
  expect((await pull()).status).toBe(201);
  const admin = await acme.as("admin");
  expect((await remove(acme, "Acme", admin)).status).toBe(403);
  expect((await remove(acme, "acme")).status).toBe(422);
  const only = await acme.owner.refused("DELETE /organizations/{org}", {
    params: acmeParams,
    query: { name: "Acme" },
  });
  expect([only.code, only.message]).toEqual([
    "conflict",
    expect.stringContaining("only organization here"),
  ]);
  expect((await pull()).status).toBe(201);

  await acme.owner.ok("POST /organizations", { body: { name: "Beta" } });
  expect(
    await acme.owner.ok("GET /organizations/{org}/contents", { params: acmeParams }),
  ).toMatchObject({ members: 2, registries: 1, projects: 1, workerTokens: 1, pulls: 2 });
  expect((await remove(acme, "Acme")).status).toBe(204);

  expect((await pull()).status).toBe(401);
  expect((await admin.ok("GET /session", {})).organizations).toEqual([]);
  const gone = await admin.refused("GET /organizations/{org}/projects", { params: acmeParams });
  expect(gone.status).toBe(404);
  expect((await acme.owner.ok("GET /session", {})).organizations).toMatchObject([{ slug: "beta" }]);
  expect(acme.rows("select 1 from registry_secret")).toEqual([]);
  expect(
    acme.rows(`select 1 from org_key where organization_id = '${acme.organizationId}'`),
  ).toEqual([]);
  const log = acme.rows(
    `select action, changes from audit_event where organization_id = '${acme.organizationId}' order by sequence desc limit 1`,
  );
  expect(log).toMatchObject([{ action: "organization.delete" }]);
  expect(String(log[0]?.["changes"])).toContain('"registries"');
  expect(await acme.runJobs()).toBeGreaterThanOrEqual(0);
  await registry.close();
});
