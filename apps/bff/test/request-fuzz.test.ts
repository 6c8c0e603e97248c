import { routes, type RouteDefinition, type RouteName } from "@berth/api-contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fuzzRuns } from "../src/testing/run-count.ts";
import { password, publicUrl } from "./support/harness.ts";
import { randomRequests, type RandomRequest, type Samples } from "./support/random-requests.ts";
import { pair, settingsFor } from "./support/registry.ts";
import {
  changedTables,
  findingsOfAnswer,
  findingsOfRows,
  type Answer,
} from "./support/request-findings.ts";
import {
  organizationNames,
  startTwoOrganizations,
  type Caller,
  type TwoOrganizations,
} from "./support/two-organizations.ts";
import type { OrganizationName } from "./support/watch-state.ts";

/**
 * Everybody asks for anything, with own, foreign and unknown ids in every place, and bodies from the routes' schemas
 * with something wrong in half of them. `BERTH_FUZZ=full` asks 50,000 times.
 */
let stage: TwoOrganizations;
const counts = { asked: 0, succeeded: 0, changed: 0, askedTwice: 0 };

beforeAll(async () => {
  stage = await startTwoOrganizations();
});
afterAll(() => stage.close());

/** Support staff may go anywhere, and an address of the console is had once on a server: both show who is there. */
const showsWhoIsThere: ReadonlySet<RouteName> = new Set<RouteName>([
  "startSupportVisit",
  "updateOrganization",
]);

test(
  "S-10, S-11, S-12: no request of anybody breaks the server, shows or changes what is foreign, or changes their own unrecorded",
  { timeout: 3_600_000 },
  async () => {
    let before = await stage.restored();
    const ask = async (request: RandomRequest): Promise<void> => {
      const { route } = request;
      if (counts.asked % 200 === 199) before = await stage.restored();
      counts.asked += 1;
      const caller = stage.callers[request.caller] as Caller;
      const asked = resolve(request, caller, "foreign");
      const answer = await send(asked, caller);
      const after = await stage.settled();
      const findings = [
        ...findingsOfAnswer(routes[route], caller, answer, stage.ids),
        ...findingsOfRows(route, caller, answer.status, { before, after }),
      ];
      if (answer.status < 400) counts.succeeded += 1;
      if (organizationNames.some((org) => changedTables(before, after, org).length > 0)) {
        counts.changed += 1;
      }
      before = after;
      // Nobody is let in any more whom an earlier request has shut out, or let in further than at the start.
      if (!stage.mayAllAsk() || route === "startSupportVisit") before = await stage.restored();
      if (
        mentionsForeign(request) &&
        !showsWhoIsThere.has(route) &&
        (answer.status >= 400 || request.method === "GET")
      ) {
        counts.askedTwice += 1;
        const twin = await send(resolve(request, caller, "unknown"), caller);
        const limited = answer.status === 429 || twin.status === 429;
        if (!limited && comparable(twin, caller) !== comparable(answer, caller)) {
          findings.push(`what is foreign is told from nothing, which is answered ${twin.text}`);
        }
        before = await stage.settled();
      }
      expect(
        findings,
        `${caller.label}: ${asked.method} ${asked.path} ${asked.body ?? ""} → ${answer.status} ${answer.text}`,
      ).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(randomRequests(samples()), ask), {
      numRuns: fuzzRuns(50_000, 600),
      endOnFailure: true,
    });
    console.info(`requests: ${JSON.stringify(counts)}`);
    // Most are refused, as they should be; but a run in which nothing went through would prove nothing.
    expect(counts.succeeded).toBeGreaterThan(counts.asked / 25);
    expect(counts.changed).toBeGreaterThan(counts.asked / 100);
    expect(counts.askedTwice).toBeGreaterThan(counts.asked / 10);
  },
);

type Asked = { method: string; path: string; body: string | null; headers: Record<string, string> };

async function send({ method, path, body, headers }: Asked, caller: Caller): Promise<Answer> {
  const answer = await stage.acme.app.request(`${publicUrl.origin}${path}`, {
    method,
    headers: {
      ...caller.headers,
      ...(body === null ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === null ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
}

const mention = /@(own|foreign)(?:-slug|:(\w+):(\d))@/g;

function mentionsForeign({ path, body }: RandomRequest): boolean {
  return `${path} ${body ?? ""}`.includes("@foreign");
}

/** Puts ids in place of words; `unknown` takes ids of nothing for the foreign ones. */
function resolve(request: RandomRequest, { of }: Caller, as: "foreign" | "unknown"): Asked {
  const own = of ?? "acme";
  const fill = (text: string) =>
    text.replace(mention, (_, whose: "own" | "foreign", table?: string, index?: string) => {
      const org = whose === "own" ? own : otherThan(own);
      const nothing = whose === "foreign" && as === "unknown";
      if (table === undefined) return nothing ? unknownFor(org, 1) : org;
      const ids = stage.ids[org].get(table)?.sent ?? [];
      const id = ids[Number(index) % Math.max(1, ids.length)] ?? "no_such_thing";
      return nothing ? unknownFor(id) : id;
    });
  return {
    method: request.method,
    path: fill(request.path),
    body: request.body === null ? null : fill(request.body),
    headers: request.headers,
  };
}

/** As long as the one that there is. */
function unknownFor(id: string, length = 6): string {
  return `${id.slice(0, -length)}${"z".repeat(length)}`;
}

function otherThan(org: OrganizationName): OrganizationName {
  return org === "acme" ? "other" : "acme";
}

/** Two answers are alike where they differ in nothing but when they came and what was sent to them. */
function comparable({ status, text }: Answer, { of }: Caller): string {
  const other = otherThan(of ?? "acme");
  let plain = text
    .replace(/"requestId":"[^"]+"/g, "")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d{8}T\d{6}Z/g, "");
  for (const { sent } of stage.ids[other].values()) {
    for (const id of sent) plain = plain.replaceAll(id, "@").replaceAll(unknownFor(id), "@");
  }
  return `${status} ${plain.replaceAll(unknownFor(other, 1), "@").replaceAll(other, "@")}`;
}

/** Whom a route may let in, as far as that can be told before. */
function letIn({ access }: RouteDefinition): number[] {
  return stage.callers.flatMap(({ label, of }, index) => {
    if (access.who === "worker") return label.endsWith("worker") ? [index] : [];
    if (access.who !== "member" || of === null) return [];
    const mayAll = label.endsWith("API token") && access.scope !== undefined;
    return mayAll || access.roles.some((role) => label === `${of} ${role}`) ? [index] : [];
  });
}

function samples(): Samples {
  const { host } = stage.registry;
  const settings = settingsFor(stage.registry);
  const secret = { password: pair.secret };
  const image = `${host}/team/app:1`;
  const worker = { name: "worker", expiresInDays: 1 };
  const registry = { name: "Another", type: "standard", settings, secret, handOutStored: false };
  return {
    callers: stage.callers.length,
    letIn,
    images: [
      image,
      `${host}/open/tool:1`,
      "quay.io/team/app:1",
      "ubuntu",
      "127.0.0.1:1/a/b",
      "UPPER/case",
    ],
    patterns: [`${host}/team/*`, "quay.io/team/*", `${host}/new/app`, "*", "a/**/b"],
    bodies: {
      createRegistry: [{ ...registry, patterns: [`${host}/another/*`] }],
      updateRegistry: [
        { version: 1, name: "renamed" },
        { version: 1, settings, secret, reasonUnchecked: "for the test" },
      ],
      replaceSecret: [{ version: 1, secret, reasonUnchecked: "for the test" }],
      startCheck: [
        { subject: "registry", registryId: "@own:registry:0@", image },
        { subject: "registry", registryId: "@foreign:registry:0@", image },
        { subject: "form", type: "standard", settings, secret, image },
      ],
      createAlertChannel: [
        {
          kind: "webhook",
          name: "hook",
          events: ["registry.failing"],
          secretUrl: `http://${host}/hook`,
        },
      ],
      createWorkerToken: [
        { ...worker, project: { kind: "default", id: "@own:project:0@" } },
        { ...worker, project: { kind: "default", id: "@foreign:project:0@" } },
      ],
      createProject: [
        { name: "project", owner: { kind: "organization" } },
        { name: "theirs", owner: { kind: "person", personId: "@foreign:member:0@" } },
        { name: "shared", owner: { kind: "organization" }, memberIds: ["@foreign:member:0@"] },
      ],
      putProject: [{ name: "put", owner: { kind: "organization" } }],
      updateProject: [{ name: "renamed" }],
      createImageMapping: [{ from: "ghcr.io/team", to: `${host}/team` }],
      inviteMember: [{ email: "new@example.com", role: "member" }],
      confirmIdentity: [{ password }],
      setSecuritySettings: [{ managersNeedSecondFactor: false }],
      setPullRetention: [{ keptDays: 30 }],
      requestPull: [{ image }, { image, project: "@foreign:project:0@" }],
    },
  };
}
