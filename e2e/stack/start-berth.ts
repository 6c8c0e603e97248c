import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { FakeCloud } from "@berth/fake-registries";

const root = resolve(import.meta.dirname, "../..");
const startTimeoutMs = 20_000;
/** Every instance runs the same sources: what the first one has compiled, the others need not. */
const compileCache = join(root, "node_modules/.cache/berth-e2e");

export type Berth = {
  url: string;
  setupToken: string;
  /** Everything the process printed, for tests that look for what must not be there. */
  output: () => string;
  dataDir: string;
  /** Ends it with kill -9. */
  kill: () => Promise<void>;
  /** Starts it again after {@link Berth.kill}, on the same port and data. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

export type BerthOptions = {
  /** `host:port` of the registries this instance may reach; `;http` behind one for plain text. */
  allow: readonly string[];
  env?: Record<string, string>;
  /** Under which browsers reach it; it listens on loopback in any case. */
  hostName?: string;
  /** Where the vendors' names lead instead of the clouds. */
  cloud?: Pick<FakeCloud, "hosts" | "ca">;
};

/** Starts the real server on a free port, with a data folder and a key of its own. */
export async function startBerth({
  allow,
  env,
  hostName = "127.0.0.1",
  cloud,
}: BerthOptions): Promise<Berth> {
  const home = mkdtempSync(join(tmpdir(), "berth-e2e-"));
  const port = await freePort();
  const url = `http://${hostName}:${port}`;
  const setupToken = "setup-token-of-this-test-0123456789";
  const [program = "", ...argument] =
    cloud === undefined
      ? ["server.mjs"]
      : ["server-with-fake-cloud.mjs", JSON.stringify({ hosts: [...cloud.hosts], ca: cloud.ca })];
  let output = "";
  const launch = () => {
    const started = spawn(process.execPath, [join(root, "apps/bff/dist", program), ...argument], {
      cwd: home,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        NODE_COMPILE_CACHE: compileCache,
        BERTH_PORT: String(port),
        BERTH_PUBLIC_URL: url,
        BERTH_DATA_DIR: join(home, "data"),
        BERTH_SETUP_TOKEN: setupToken,
        BERTH_OUTBOUND_ALLOW: allow.join(","),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    return started;
  };
  let child = launch();
  const stop = async () => {
    await end(child);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    setupToken,
    output: () => output,
    dataDir: join(home, "data"),
    kill: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
    restart: async () => {
      child = launch();
      await untilReady(url, child, () => output);
    },
    stop,
  };
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`the server was not ready after ${startTimeoutMs} ms:\n${output()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  // Not SIGTERM, after which it answers for a second more until balancers have noticed.
  child.kill("SIGINT");
  const hard = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(hard);
}

/**
 * A port of loopback that nobody listened on a moment ago. Below those that the system gives to whoever connects: it
 * would give one of them away again before the server listens on it.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, "127.0.0.1");
    const free = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!free) continue;
    server.close();
    await once(server, "close");
    return port;
  }
  throw new Error("no port is free");
}
