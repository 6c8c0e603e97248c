import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster, type Cluster, type Standby } from "@berth/test-postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../../src/log.ts";
import { startServer, type Started } from "../../src/start.ts";
import { createClient, type Client } from "../support/client.ts";
import { ownerInput, publicUrl } from "../support/harness.ts";
import { acmeParams } from "../support/registry.ts";
import { createProjects } from "../support/retrying.ts";

const keys = Number(process.env["BERTH_FAILOVER_OPERATIONS"] ?? 120);

let primary: Cluster;
let standby: Standby;
let folder: string;
let servers: Started[];
let clients: Client[];

beforeAll(async () => {
  primary = await startCluster({ durable: true });
  await run(primary.url(), "create database berth");
  standby = await primary.startStandby();
  folder = await mkdtemp(join(tmpdir(), "berth-failover-"));
  const url = primary
    .url("berth")
    .replace(`127.0.0.1:${primary.port}`, `127.0.0.1:${primary.port},127.0.0.1:${standby.port}`);
  const start = () =>
    startServer({
      env: {
        BERTH_PORT: "0",
        BERTH_DATABASE_URL: url,
        BERTH_PUBLIC_URL: publicUrl.origin,
        BERTH_SETUP_TOKEN: ownerInput.token,
        BERTH_KEY: `file:${join(folder, "berth.key")}`,
      },
      cwd: folder,
      log: createLogger({ destination: { write: () => {} } }),
      onBroken: () => {},
    });
  servers = await Promise.all([start(), start()]);
  clients = servers.map(({ port }) => {
    const request = (address: string, init: RequestInit) =>
      fetch(address.replace(publicUrl.origin, `http://127.0.0.1:${port}`), init);
    return createClient({ request }, publicUrl);
  });
  const [first, second] = clients as [Client, Client];
  await first.ok("POST /setup", { body: ownerInput });
  for (const [name, value] of first.cookies) second.cookies.set(name, value);
}, 90_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await primary.dispose();
  await rm(folder, { recursive: true });
});

async function run(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

test(
  "R-16: when PostgreSQL fails over, nothing acknowledged is lost and nothing is done twice",
  { timeout: 60_000 + keys * 200 },
  async () => {
    const names = Array.from({ length: keys }, (_, n) => `Project ${n}`);
    const acknowledged: { name: string; at: number }[] = [];
    let promotedAt = Infinity;
    const failovers: Promise<void>[] = [];
    const failOver = async () => {
      await primary.kill();
      await standby.promote();
      promotedAt = performance.now();
    };
    const outcomes = await createProjects(
      clients,
      names,
      { atOnce: 8, patienceMs: 40_000 },
      ({ name }) => {
        acknowledged.push({ name, at: performance.now() });
        if (acknowledged.length === Math.floor(keys / 3)) failovers.push(failOver());
      },
    );
    await Promise.all(failovers);
    expect(outcomes).toHaveLength(keys);
    const [first] = clients as [Client];
    const { projects } = await first.ok("GET /organizations/{org}/projects", {
      query: { limit: 200 },
      params: acmeParams,
    });
    expect(projects.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    const [events] = await run(
      standby.url("berth"),
      "select count(*)::int as n from audit_event where action = 'project.create'",
    );
    expect(events).toEqual({ n: keys });
    const back = acknowledged.find(({ at }) => at > promotedAt);
    if (back === undefined) throw new Error("nothing was written after the failover");
    const again = outcomes.filter(({ tries }) => tries > 1).length;
    const lost = outcomes.filter(({ answerLost }) => answerLost).length;
    console.info(
      `failover: first write ${Math.round(back.at - promotedAt)} ms after the promotion; of ${keys} operations ${again} were sent again, ${lost} had been done without an answer`,
    );
  },
);
