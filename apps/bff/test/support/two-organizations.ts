import { apiScopes, roles } from "@berth/api-contract";
import { vendorNetwork, type FakeRegistry } from "@berth/fake-registries";
import type { Client } from "./client.ts";
import { publicUrl, startAcme, type Acme } from "./harness.ts";
import { createBody, startRegistry } from "./registry.ts";
import { reportedImage } from "./reported-image.ts";
import { organizationTables, watchState, type OrganizationName } from "./watch-state.ts";
import { shownToken } from "./worker.ts";

export const organizationNames = ["acme", "other"] as const;

/** Somebody who asks: with what they sign in, and whose they are. */
export type Caller = {
  label: string;
  /** Null for those who belong to nobody: all that anybody has is hidden from them. */
  of: OrganizationName | null;
  headers: Readonly<Record<string, string>>;
};

/** What stands in everything that an organization has, in its names and in its secrets, and is never sent again. */
export const marks = { acme: "mark-qzacme-7f3a91", other: "mark-qzother-1b22c0" } as const;

export type Ids = ReadonlyMap<string, { sent: string[]; unsent: string[] }>;

export type TwoOrganizations = Awaited<ReturnType<typeof startTwoOrganizations>>;

/** Two organizations on one server, each with one thing and more of every kind, and everybody who could ask. */
export async function startTwoOrganizations() {
  const registry = await startRegistry("standard-basic");
  const acme = await startAcme({ allow: [registry.host], outbound: vendorNetwork(new Map()) });
  const strangers = await acme.stranger();
  const [other] = acme.rows("select id from organization where slug = 'other'");
  const organizationIds = { acme: acme.organizationId, other: String(other?.["id"]) };
  const owners = { acme: acme.owner, other: strangers };
  const callers: Caller[] = [{ label: "nobody", of: null, headers: browser({}) }];
  for (const name of organizationNames) {
    const { tokens } = await fill(acme, owners[name], name, registry);
    for (const role of roles) {
      const client =
        role === "owner"
          ? owners[name]
          : await acme.memberOf(organizationIds[name], role, `${role}-${marks[name]}`);
      callers.push({ label: `${name} ${role}`, of: name, headers: cookieOf(client) });
    }
    for (const [label, token] of Object.entries(tokens)) {
      callers.push({ label: `${name} ${label}`, of: name, headers: bearer(token) });
    }
  }
  const visitor = await acme.visitor();
  callers.push({ label: "support staff on a visit", of: "acme", headers: cookieOf(visitor) });
  const nowhere = await acme.memberOf(null, "member", "nowhere");
  callers.push({ label: "somebody of no organization", of: null, headers: cookieOf(nowhere) });
  callers.push({ label: "a token that never was", of: null, headers: bearer("brth_w_nonsense") });
  await acme.deps.background.settled();
  const ids = {
    acme: idsOf(acme, organizationIds.acme),
    other: idsOf(acme, organizationIds.other),
  };
  const state = watchState(acme, organizationIds);
  const settled = async () => {
    await acme.deps.background.settled();
    return state.read();
  };
  return {
    acme,
    registry,
    callers,
    ids,
    organizationIds,
    mayAllAsk: state.mayAllAsk,
    /** What stands in the tables once nothing runs any more. */
    settled,
    /** Puts everything back as it was at the start. */
    async restored() {
      acme.deps.liveChecks.cancelAll();
      await acme.deps.background.settled();
      state.restore();
      return await settled();
    },
    async close() {
      state.end();
      await acme.close();
      await registry.close();
    },
  };
}

function browser(more: Record<string, string>): Record<string, string> {
  return { origin: publicUrl.origin, "x-berth-request": "1", ...more };
}

function cookieOf({ cookies }: Client): Record<string, string> {
  return browser({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") });
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** Two or more of every kind of thing, all under the organization's mark. */
async function fill(acme: Acme, owner: Client, org: OrganizationName, { host }: FakeRegistry) {
  const mark = marks[org];
  const params = { org };
  const image = `${host}/team/${mark}:1`;
  for (const number of [1, 2]) {
    const named = `${mark} ${number}`;
    const { registry } = await owner.ok("POST /organizations/{org}/registries", {
      params,
      body: createBody(
        { host },
        {
          name: named,
          secret: { password: `secret-${mark}-${number}` },
          patterns: [`${host}/${org}-${number}/*`, `${host}/team/${mark}-${number}`],
        },
      ),
    });
    const one = { ...params, id: registry.id };
    await owner.ok("POST /organizations/{org}/registries/{id}/expectations", {
      params: one,
      body: { image: `${host}/team/${mark}-${number}` },
    });
    await owner.ok("POST /organizations/{org}/checks", {
      params,
      body: { subject: "registry", registryId: registry.id, image },
    });
    await owner.ok("POST /organizations/{org}/projects", {
      params,
      body: { name: named, owner: { kind: "organization" } },
    });
    await owner.ok("POST /organizations/{org}/invitations", {
      params,
      body: { email: `${number}@${mark}.example.com`, role: "member" },
    });
    await owner.ok("POST /organizations/{org}/alert-channels", {
      params,
      body: {
        kind: "webhook",
        name: named,
        events: ["registry.failing"],
        secretUrl: `http://${host}/hook/${mark}-${number}`,
      },
    });
    await owner.ok("POST /organizations/{org}/file-reports", {
      params,
      body: {
        name: `${named}.yaml`,
        kind: "compose",
        project: null,
        images: [reportedImage(image)],
      },
    });
    await owner.ok("POST /organizations/{org}/image-mappings", {
      params,
      body: { from: `quay.io/${org}-${number}`, to: `${host}/${mark}-${number}` },
    });
    await owner.ok("POST /organizations/{org}/registry-drafts", {
      params,
      body: {
        type: "standard",
        settings: {},
        testImage: image,
        name: named,
        patterns: [],
        handOutStored: false,
        expiryDay: null,
        step: 1,
      },
    });
  }
  await owner.ok("POST /organizations/{org}/calendar-address", { params });
  const apiToken = async (label: string, scopes: (typeof apiScopes)[number][]) =>
    (
      await owner.ok("POST /organizations/{org}/api-tokens", {
        params,
        body: { name: `${mark} ${label}`, scopes, expiresInDays: 30 },
      })
    ).token;
  const workerToken = async (label: string) =>
    shownToken(
      await owner.ok("POST /organizations/{org}/worker-tokens", {
        params,
        body: { name: `${mark} ${label}`, project: { kind: "any" }, expiresInDays: 30 },
      }),
    );
  const tokens = {
    "API token": await apiToken("all", [...apiScopes]),
    "API token that reads": await apiToken("reads", ["registries:read", "pulls:read"]),
    worker: await workerToken("worker"),
    "another worker": await workerToken("another"),
  };
  const worker = acme.anonymous.worker(tokens.worker);
  for (const number of [1, 2]) {
    await worker.ok("POST /worker/pulls", { body: { image: `${image}${number}` } });
  }
  return { tokens };
}

/** Of every table, every second id is sent by strangers, and the others never are: those must never come back. */
function idsOf({ rows }: Acme, organizationId: string): Ids {
  const found = new Map<string, { sent: string[]; unsent: string[] }>();
  for (const { name: table, columns } of organizationTables(rows)) {
    const column = table === "member" ? "user_id" : "id";
    if (!columns.includes(column)) continue;
    const ids = rows(
      `select "${column}" as id from "${table}" where organization_id = '${organizationId}' order by 1`,
    ).map(({ id }) => String(id));
    found.set(table, {
      sent: ids.filter((_, index) => index % 2 === 0),
      unsent: ids.filter((_, index) => index % 2 === 1),
    });
  }
  return found;
}
