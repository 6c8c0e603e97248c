import { fileURLToPath } from "node:url";
import { createApp } from "./app.ts";
import { createAuth } from "./auth/auth.ts";
import { createServerIdentity } from "./aws/server-identity.ts";
import { lastBackup } from "./backup/last-backup.ts";
import { boot } from "./boot/boot.ts";
import { listen } from "./boot/listen.ts";
import type { Environment } from "./config/config.ts";
import { createEgress, type EgressOptions } from "./egress/create-egress.ts";
import { createDirectAnswers } from "./http/direct/direct-answers.ts";
import { createListener } from "./http/listener.ts";
import { createLoadGate, createLoadMeter } from "./http/middleware/shed-load.ts";
import { readBuildFiles } from "./http/static/build-files.ts";
import { readWorkerFile } from "./http/static/serve-worker.ts";
import { createJobs } from "./jobs/create-jobs.ts";
import { createMailer } from "./mail/mailer.ts";
import { createDeps } from "./services/create-deps.ts";
import type { Logger } from "./log.ts";
import type { StoreError } from "./store/store-error.ts";

const consoleFolder = fileURLToPath(new URL("../../web/dist", import.meta.url));
const workerFile = fileURLToPath(new URL("../../worker/dist/berth-worker.mjs", import.meta.url));
const graceMs = 8_000;

export type Started = {
  publicUrl: URL;
  /** Where it listens; another one than in `publicUrl` behind a proxy. */
  port: number;
  /** With the one-time token behind `#`, which reaches no log; null once an owner exists. */
  setupUrl: URL | null;
  /** Sentences for the operator. */
  notices: readonly string[];
  /** Whether there are pages to show. */
  consoleBuilt: boolean;
  /** `drainMs`: how long it still answers after `/readyz` has begun to say no, so that balancers notice. */
  close(options?: { drainMs?: number }): Promise<void>;
};

export type StartOptions = {
  /** Secrets are removed from it once read. */
  env: Environment;
  cwd: string;
  log: Logger;
  /** The database can no longer be trusted: end the process. */
  onBroken: (err: StoreError) => void;
  /** Another way to find and reach registries than the network this server is in. */
  outbound?: Pick<EgressOptions, "resolver" | "dialer" | "trustedCa"> | undefined;
};

/** Starts the whole server. Throws a `StartError` with one line for people. */
export async function startServer(options: StartOptions): Promise<Started> {
  const { log } = options;
  const web = createListener();
  const booted = await boot({
    env: options.env,
    cwd: options.cwd,
    onBroken: options.onBroken,
    bind: async ({ host, port }) => {
      const bound = await listen(web.server, { host, port });
      return { port: bound.port, host, close: () => web.close(graceMs) };
    },
  });
  const { config, publicUrl, store, vault, listener, setupToken, databaseEndpoints } = booted;
  const egress = createEgress({
    ...options.outbound,
    allow: config.outboundAllow,
    ownEndpoints: () => [{ host: listener.host, port: listener.port }, ...databaseEndpoints],
    onRefusal: ({ organizationId, registryId, host, port, reason }) => {
      log.warn({ organizationId, registryId, host, port, reason }, "outbound refused");
    },
  });
  const serverIdentity = createServerIdentity({
    use: config.awsInstanceRole,
    environment: options.env,
    transport: egress.transportFor({ organizationId: "", registryId: "server-identity" }),
  });
  const auth = createAuth({
    database: store.auth,
    secret: vault.instanceSecret("session-cookie").reveal(),
    publicUrl,
    log,
  });
  const deps = createDeps({
    store,
    vault,
    auth,
    egress,
    serverIdentity,
    log,
    publicUrl,
    mailer:
      config.mail === null
        ? null
        : createMailer({ ...config.mail, trustedCa: options.outbound?.trustedCa }),
    identityProvider: config.identityProvider,
    reCheckIntervalMs: config.reCheckIntervalMs,
    // PostgreSQL is backed up by its own tools, whoever's data folder this is.
    lastBackup: () => (store.shared ? Promise.resolve(null) : lastBackup(config.dataDir)),
    newOrganizations: config.newOrganizations,
    setupToken: setupToken?.reveal() ?? null,
  });
  const jobs = createJobs(deps, { reCheckIntervalMs: config.reCheckIntervalMs });
  let stopping = false;
  const schemaAtStart = (await store.instance.read())?.schema;
  const files = await readBuildFiles(consoleFolder);
  const load = createLoadGate(createLoadMeter(), log);
  const { trustedProxies } = config;
  web.serve(
    createApp({
      deps,
      publicUrl,
      trustedProxies,
      load,
      readiness: {
        database: () => store.ping(),
        // The boot refuses a wrong key and an old schema; what can still go is the key material itself.
        key: async () => void vault.instanceSecret("readiness"),
        running: async () => requireRunning(stopping),
        migration: async () => requireSchema(schemaAtStart, await store.instance.read()),
      },
      metricsToken: config.metricsToken,
      console: files,
      worker: await readWorkerFile(workerFile),
    }),
    createDirectAnswers({ deps, publicUrl, trustedProxies, load }),
  );
  await jobs.start();
  return {
    publicUrl,
    port: listener.port,
    setupUrl: setupToken === null ? null : setupUrlOf(publicUrl, setupToken.reveal()),
    notices: booted.notices,
    consoleBuilt: files.has("/index.html"),
    async close({ drainMs = 0 } = {}) {
      stopping = true;
      web.drain();
      if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs));
      // Streams of running checks would hold the listener open until the grace is over.
      deps.liveChecks.cancelAll();
      await Promise.all([web.close(graceMs), deps.background.settled(), jobs.stop()]);
      await egress.close();
      await booted.close();
    },
  };
}

function setupUrlOf(publicUrl: URL, token: string): URL {
  const url = new URL("/first-run", publicUrl);
  url.hash = `token=${encodeURIComponent(token)}`;
  return url;
}

function requireRunning(stopping: boolean): void {
  if (stopping) throw new Error("this server is stopping");
}

/** Another, newer server may have migrated a database that this one still holds open. */
function requireSchema(expected: number | undefined, instance: { schema: number } | null): void {
  if (instance === null || instance.schema !== expected) {
    throw new Error("the database is not at the schema this server started with");
  }
}
