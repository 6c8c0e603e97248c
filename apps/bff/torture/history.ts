import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { openSqliteStore } from "../src/store/sqlite/store.ts";
import type { Client } from "../test/support/client.ts";
import { acmeParams } from "../test/support/registry.ts";
import { impossible, possible, violationsIn, type Step } from "./history-model.ts";
import { openStage } from "./stage.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

const clients = 8;

/** what eight clients were told while the server was killed again and again fits one order of events. */
export const history: Scenario = {
  id: "R-19",
  name: "a recorded history under kill -9",
  async run({ folder, count }) {
    const sums = {
      steps: 0,
      unknown: 0,
      kills: 0,
      violations: 0,
      unlogged: 0,
      twice: 0,
      chains: 0,
    };
    const rounds = count(1, 20);
    for (let round = 0; round < rounds; round += 1) {
      const home = join(folder, String(round));
      const recorded = await record(home, count(3_500, 60_000));
      sums.kills += recorded.kills;
      sums.steps += recorded.steps.length;
      sums.unknown += recorded.steps.filter(({ end }) => end === null).length;
      sums.violations += violationsIn(recorded.steps).length;
      const audited = await compareAudit(home, recorded.organizationId, recorded.steps);
      sums.unlogged += audited.unlogged;
      sums.twice += audited.twice;
      if (!audited.chain) sums.chains += 1;
    }
    return [
      atLeast("operations", sums.steps, rounds * 50),
      atLeast("kills of the server", sums.kills, rounds),
      exactly("answers that no order of events explains", sums.violations, 0),
      exactly("acknowledged operations without their audit event", sums.unlogged, 0),
      exactly("acknowledged operations with more than one", sums.twice, 0),
      exactly("audit chains that are broken", sums.chains, 0),
      atLeast(
        "kinds of violation found in a history that has them",
        new Set(violationsIn(impossible)).size,
        4,
      ),
      exactly("found in a history that is only odd", violationsIn(possible).length, 0),
    ];
  },
};

async function record(folder: string, ms: number) {
  await mkdir(folder);
  const stage = await openStage(folder);
  const { owner, registryId } = stage;
  const other = await owner.ok("POST /organizations", { body: { name: "Other" } });
  const otherSlug = other.organization.slug;
  const steps: Step[] = [];
  const tokens: { id: string; worker: Client }[] = [];
  const now = () => performance.now();
  const load = { on: true };
  const item = { params: { ...acmeParams, id: registryId } };

  const acts: (() => Promise<void>)[] = [
    async () => {
      const start = now();
      const { registry } = await owner.ok("GET /organizations/{org}/registries/{id}", item);
      steps.push({ kind: "read", version: registry.version, start, end: now() });
      const renaming = now();
      const wanted = registry.version + 1;
      const body = { version: registry.version, name: `R ${wanted} ${randomInt(1e9)}` };
      const answer = await owner
        .call("PATCH /organizations/{org}/registries/{id}", { ...item, body })
        .catch(() => null);
      if (answer === null)
        steps.push({ kind: "rename", version: wanted, start: renaming, end: null });
      else if (answer.ok)
        steps.push({ kind: "rename", version: wanted, start: renaming, end: now() });
    },
    async () => {
      const start = now();
      const made = await owner.ok("POST /organizations/{org}/worker-tokens", {
        params: acmeParams,
        body: { name: `t ${randomInt(1e9)}`, project: { kind: "any" }, expiresInDays: 1 },
      });
      const { id } = made.workerToken;
      steps.push({ kind: "make-token", token: id, start, end: now() });
      tokens.push({ id, worker: stage.clientOf(made.token) });
    },
    async () => {
      if (tokens.length < 3) return;
      const [one] = tokens.slice(randomInt(tokens.length));
      if (one === undefined) return;
      const start = now();
      const answer = await owner
        .call("DELETE /organizations/{org}/worker-tokens/{id}", {
          params: { ...acmeParams, id: one.id },
        })
        .catch(() => null);
      if (answer === null || answer.ok) {
        steps.push({ kind: "revoke", token: one.id, start, end: answer === null ? null : now() });
      }
    },
    async () => {
      const [one] = tokens.slice(tokens.length === 0 ? 0 : randomInt(tokens.length));
      if (one === undefined) return;
      const start = now();
      const answer = await one.worker.call("POST /worker/pulls", {
        body: { image: `${stage.registry.host}/team/app:1` },
      });
      await answer.arrayBuffer();
      steps.push({ kind: "pull", token: one.id, served: answer.ok, start, end: now() });
    },
    async () => {
      const start = now();
      const answer = await owner.call("GET /organizations/{org}/registries/{id}", {
        params: { org: otherSlug, id: registryId },
      });
      if (answer.status < 500)
        steps.push({ kind: "foreign-read", status: answer.status, start, end: now() });
    },
  ];
  const client = async (n: number) => {
    for (let turn = n; load.on; turn += 1) {
      // While the server is away nothing comes of it; what was under way is recorded where it matters.
      await acts[turn % acts.length]?.().catch(() => wait(50));
      await wait(5);
    }
  };
  const running = Array.from({ length: clients }, (_, n) => client(n));
  const until = now() + ms;
  let kills = 0;
  while (now() < until) {
    await wait(randomInt(1_200, 2_000));
    await stage.killAndRestart();
    kills += 1;
  }
  load.on = false;
  await Promise.all(running);
  await stage.close();
  return { steps, kills, organizationId: stage.organizationId };
}

/** Each acknowledged change has exactly one event; one whose answer never came has at most one. */
async function compareAudit(folder: string, organizationId: string, steps: readonly Step[]) {
  const store = openSqliteStore(join(folder, "data", "berth.db"));
  const counts = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const page = await store.audit.list(organizationId, { limit: 500, cursor });
    for (const { action, object } of page.rows) {
      const key = `${action} ${action === "registry.update" ? "" : (object?.id ?? "")}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const chain = (await store.audit.verify(organizationId)).ok;
  await store.close();
  let [unlogged, twice] = [0, 0];
  const judge = (key: string, least: number, most: number) => {
    const found = counts.get(key) ?? 0;
    unlogged += Math.max(0, least - found);
    twice += Math.max(0, found - most);
  };
  for (const step of steps) {
    if (step.kind === "make-token") judge(`worker-token.create ${step.token}`, 1, 1);
    if (step.kind === "revoke")
      judge(`worker-token.revoke ${step.token}`, step.end === null ? 0 : 1, 1);
  }
  const renames = steps.filter(({ kind }) => kind === "rename");
  judge("registry.update ", renames.filter(({ end }) => end !== null).length, renames.length);
  return { unlogged, twice, chain };
}
