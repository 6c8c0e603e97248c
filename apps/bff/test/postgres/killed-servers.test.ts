import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileCache } from "../../src/testing/compile-cache.ts";
import { createClient, type Client } from "../support/client.ts";
import { ownerInput, publicUrl } from "../support/harness.ts";
import {
  startTestDatabases,
  type TestDatabase,
  type TestDatabases,
} from "../support/postgres-databases.ts";
import { acmeParams } from "../support/registry.ts";
import { createProjects } from "../support/retrying.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const operations = Number(process.env["BERTH_FAILOVER_OPERATIONS"] ?? 80);

/** A server in a process of its own that is started again on its port whenever it was killed. */
type Supervised = { port: number; kill(): Promise<void>; end(): Promise<void> };

let databases: TestDatabases;
let database: TestDatabase;
let folder: string;
const supervised: Supervised[] = [];

beforeAll(async () => {
  databases = await startTestDatabases();
  database = await databases.takeEmpty();
  folder = await mkdtemp(join(tmpdir(), "berth-killed-"));
  for (let index = 0; index < 2; index += 1) supervised.push(await supervise());
}, 120_000);
afterAll(async () => {
  await Promise.all(supervised.map((server) => server.end()));
  await databases.dispose();
  await rm(folder, { recursive: true });
});

async function supervise(): Promise<Supervised> {
  const port = await freePort();
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [main], {
      cwd: folder,
      env: {
        ...compileCache,
        PATH: process.env["PATH"],
        BERTH_PORT: String(port),
        BERTH_DATABASE_URL: database.url,
        BERTH_PUBLIC_URL: publicUrl.origin,
        BERTH_SETUP_TOKEN: ownerInput.token,
        BERTH_KEY: `file:${join(folder, "berth.key")}`,
      },
      stdio: ["ignore", "pipe", "ignore"],
    });
    await greeted(child);
    return child;
  };
  let child = await start();
  const end = async () => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return {
    port,
    end,
    async kill() {
      await end();
      child = await start();
    },
  };
}

async function greeted(child: ChildProcess): Promise<void> {
  let output = "";
  child.stdout?.setEncoding("utf8");
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`no start:\n${output}`)));
    child.stdout?.on("data", (text: string) => {
      output = (output + text).slice(-4_000);
      if (/^Berth runs on/m.test(output)) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function clientOf({ port }: Supervised): Client {
  const request = (url: string, init: RequestInit) =>
    fetch(url.replace(publicUrl.origin, `http://127.0.0.1:${port}`), init);
  return createClient({ request }, publicUrl);
}

test(
  "R-18: whichever server is killed, nothing acknowledged is lost and nothing is done twice",
  { timeout: 120_000 + operations * 300 },
  async () => {
    const clients = supervised.map(clientOf);
    const [first, second] = clients as [Client, Client];
    await first.ok("POST /setup", { body: ownerInput });
    for (const [name, value] of first.cookies) second.cookies.set(name, value);
    const names = Array.from({ length: operations }, (_, n) => `Project ${n}`);
    const over = new AbortController();
    let kills = 0;
    const killing = (async () => {
      while (!over.signal.aborted) {
        // One is always up: the next is killed only when the last one is back.
        await supervised[kills % 2]?.kill();
        kills += 1;
      }
    })();
    const outcomes = await createProjects(clients, names, { atOnce: 4, patienceMs: 60_000 });
    over.abort();
    await killing;
    expect(outcomes).toHaveLength(operations);
    expect(kills).toBeGreaterThan(0);
    const { projects } = await first.ok("GET /organizations/{org}/projects", {
      query: { limit: 200 },
      params: acmeParams,
    });
    expect(projects.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    const events = "select count(*)::int as n from audit_event where action = 'project.create'";
    expect(await database.run(events)).toEqual([{ n: operations }]);
    const again = outcomes.filter(({ tries }) => tries > 1).length;
    const lost = outcomes.filter(({ answerLost }) => answerLost).length;
    console.info(
      `${kills} kills; of ${operations} operations ${again} were sent again, ${lost} had been done without an answer`,
    );
  },
);
