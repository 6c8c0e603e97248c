import { afterEach, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams } from "./support/registry.ts";
import { addProject } from "./support/worker.ts";

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
