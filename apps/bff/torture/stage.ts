import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileCache } from "../src/testing/compile-cache.ts";
import { createClient, type Client } from "../test/support/client.ts";
import { ownerInput, publicUrl } from "../test/support/harness.ts";
import { acmeParams, addRegistry, pair, startRegistry } from "../test/support/registry.ts";
import { shownToken } from "../test/support/worker.ts";

/** `processorMs` is what the server's process has used so far: others who work on the machine don't add to it. */
export type Facts = {
  rssMiB: number;
  loopDelayP99: number;
  sockets: number;
  processorMs: number;
};

export type Stage = Awaited<ReturnType<typeof openStage>>;

const logKept = 4_000;

/** A server in a process of its own, with one organization, a registry on loopback, and a worker. */
export async function openStage(folder: string, env: Record<string, string> = {}) {
  const registry = await startRegistry("standard-token");
  let log = "";
  const start = async (at: string): Promise<ChildProcess> => {
    const started = fork(fileURLToPath(new URL("observed-server.ts", import.meta.url)), [], {
      cwd: folder,
      env: {
        ...process.env,
        ...compileCache,
        BERTH_PORT: at,
        BERTH_DATA_DIR: join(folder, "data"),
        BERTH_PUBLIC_URL: publicUrl.origin,
        BERTH_SETUP_TOKEN: ownerInput.token,
        BERTH_OUTBOUND_ALLOW: `${registry.host};http`,
        ...env,
      },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    // Warnings and worse: what a failed figure is explained with.
    started.stdout?.setEncoding("utf8").on("data", (text: string) => {
      log = `${log}${text}`.slice(-logKept);
    });
    const died = once(started, "exit").then(([code]) => {
      throw new Error(`the server ended with ${code} at its start`);
    });
    [{ port }] = await Promise.race([
      once(started, "message") as Promise<[{ port: number }]>,
      died,
    ]);
    // From now on its end is somebody else's business.
    died.catch(() => {});
    return started;
  };
  let port = 0;
  let child = await start("0");
  const origin = `http://127.0.0.1:${port}`;
  const clientOf = (token: string | null = null): Client =>
    createClient(
      {
        request: (url: string, init: RequestInit) =>
          fetch(url.replace(publicUrl.origin, origin), init),
      },
      publicUrl,
      token,
    );
  const owner = clientOf();
  const { session, added, token } = await furnish(owner, registry).catch(async (err: unknown) => {
    child.kill("SIGKILL");
    await registry.close();
    throw new Error(`${err instanceof Error ? err.message : "unknown error"}; its log: ${log}`);
  });
  const told = async <Told>(message: object): Promise<Told> => {
    const answer = once(child, "message") as Promise<[Told]>;
    child.send(message);
    return (await answer)[0];
  };
  const body = JSON.stringify({ image: `${registry.host}/team/app:1` });
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  return {
    port,
    origin,
    owner,
    registry,
    registryId: added.id,
    organizationId: session.organizations[0]?.id ?? "",
    secret: pair.secret,
    clientOf,
    worker: clientOf(token),
    facts: () => told<Facts>({ kind: "facts" }),
    /** The end of what the server has logged of warnings and errors. */
    log: () => log,
    /** What the server's processor is busy with this, in milliseconds, beside what comes of it. */
    async costOf<Result>(
      work: () => Promise<Result>,
    ): Promise<{ result: Result; processorMs: number }> {
      const before = await told<Facts>({ kind: "facts" });
      const result = await work();
      const after = await told<Facts>({ kind: "facts" });
      return { result, processorMs: after.processorMs - before.processorMs };
    },
    heap: (file: string) => told<{ file: string }>({ kind: "heap", file }),
    /** What people read, change and what workers ask, as bytes that cost the sender nothing more. */
    requests: {
      read: { method: "GET", path: "/api/v1/organizations/acme/registries", headers: { cookie } },
      pull: {
        method: "POST",
        path: "/api/v1/worker/pulls",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body,
      },
      write: (n: number) => ({
        method: "POST",
        path: "/api/v1/organizations/acme/projects",
        headers: {
          cookie,
          "content-type": "application/json",
          origin: publicUrl.origin,
          "x-berth-request": "1",
        },
        body: JSON.stringify({ name: `project ${n}`, owner: { kind: "organization" } }),
      }),
    },
    /** Kills the server and starts another one in its place. */
    async killAndRestart(): Promise<void> {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      child = await start(String(port));
    },
    async close(): Promise<number> {
      const ended = once(child, "exit") as Promise<[number]>;
      child.send({ kind: "end" });
      const [code] = await ended;
      await registry.close();
      return code;
    },
  };
}

/** An organization with a registry, and a token that may pull for any of its projects. */
async function furnish(owner: Client, registry: { host: string }) {
  const session = await owner.ok("POST /setup", { body: ownerInput });
  const added = await addRegistry(owner, registry);
  const created = await owner.ok("POST /organizations/{org}/worker-tokens", {
    params: acmeParams,
    body: { name: "pool", project: { kind: "any" }, expiresInDays: 30 },
  });
  return { session, added, token: shownToken(created) };
}
