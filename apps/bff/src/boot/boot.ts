import { readConfig, type Config, type Environment } from "../config/config.ts";
import { newId } from "../ids.ts";
import type { Secret } from "../secret-text.ts";
import type { WrappedOrgKey } from "../store/rows.ts";
import type { StoreError } from "../store/store-error.ts";
import type { Store } from "../store/store.ts";
import { keyCheckValue } from "../vault/key-check.ts";
import type { Kek } from "../vault/kek.ts";
import { unwrapOrgKey } from "../vault/org-key.ts";
import { createVault, type Vault } from "../vault/vault.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { openDatabase, readDatabase } from "./database.ts";
import { keyForNewInstance, placeOf, readKey, requireRightKey } from "./key.ts";
import { takeLock, type Lock } from "./lock.ts";
import { checkRuntime } from "./runtime.ts";
import { setupTokenFor } from "./setup-token.ts";
import { StartError } from "./start-error.ts";
import { createUndo, type Undo } from "./undo.ts";

/** A port that is held; what answers on it is the caller's. */
export type Bound = { port: number; close(): Promise<void> };

export type BootOptions<Listener extends Bound> = {
  /** Secrets are removed from it once read. */
  env: Environment;
  cwd: string;
  /** Takes the port, before anything on disk is touched. */
  bind: (config: Config) => Promise<Listener>;
  /** Called once when the database can no longer be trusted: log it and end the process. */
  onBroken: (err: StoreError) => void;
  nodeVersion?: string | undefined;
  /** Milliseconds since the epoch. */
  clock?: (() => number) | undefined;
};

export type Booted<Listener extends Bound> = {
  config: Config;
  publicUrl: URL;
  listener: Listener;
  store: Store;
  vault: Vault;
  lock: Lock;
  /** To be printed in the setup link; null once an owner exists. */
  setupToken: Secret | null;
  /** Sentences for the operator: a new key file, a copy that was made, a variable without effect. */
  notices: string[];
  /** Stops listening, closes the database, gives the data folder back. */
  close(): Promise<void>;
};

/**
 * Brings everything up that Berth stands on, in an order in which a failure leaves the disk as it was:
 * the database is only read until the key has proved to be the right one. Throws `StartError`.
 */
export async function boot<Listener extends Bound>(
  options: BootOptions<Listener>,
): Promise<Booted<Listener>> {
  const undo = createUndo();
  try {
    return await start(options, undo);
  } catch (err) {
    await undo.run();
    throw err;
  }
}

async function start<Listener extends Bound>(
  options: BootOptions<Listener>,
  undo: Undo,
): Promise<Booted<Listener>> {
  checkRuntime(options.nodeVersion ?? process.version);
  const { env, clock = Date.now } = options;
  const { config, warnings } = configOf(env, options.cwd);
  const listener = await options.bind(config);
  undo.add(() => listener.close());

  const { dataDir } = config;
  await prepareDataFolder(dataDir, undo);
  const lock = await takeLock(dataDir);
  undo.add(lock.created ? lock.releaseAndRemove : lock.release);

  const state = await readDatabase(dataDir);
  const found = await readKey(config, env);
  const { kek, instanceId, created } =
    state.kind === "berth"
      ? {
          kek: requireRightKey(config, found, state),
          instanceId: state.instance.id,
          created: false,
        }
      : await keyForNewInstance(config, found, newId("ins", clock()), undo);
  const sealed = state.kind === "berth" ? sealedOrganizations(kek, instanceId, state.orgKeys) : [];
  if (sealed.length > 0 && !config.allowSealedOrganizations) throw sealedRefusal(sealed);

  const { store, copied } = await openDatabase(dataDir, state, clock(), options.onBroken, undo);
  if (state.kind === "empty") await initialise(store, config, kek, instanceId, clock());
  await store.checks.cancelRunning(clock());
  return {
    // The token is kept as its hash alone from here on, by whoever compares it.
    config: { ...config, setupToken: null },
    publicUrl: config.publicUrl ?? localUrl(config.host, listener.port),
    listener,
    store,
    vault: createVault({ kek, instanceId, keys: store.keys }),
    lock,
    setupToken: await setupTokenFor(store, config),
    notices: [
      ...warnings,
      ...(created
        ? [`A new key was written to ${placeOf(config)}. Keep a copy, apart from backups.`]
        : []),
      ...(copied === null ? [] : [`The database was copied to ${copied} before its upgrade.`]),
      ...sealed.map((id) => `Organization ${id} is sealed: its key can't be unwrapped.`),
    ],
    async close() {
      await listener.close();
      await store.close();
      lock.release();
    },
  };
}

function configOf(env: Environment, cwd: string): { config: Config; warnings: string[] } {
  const result = readConfig(env, cwd);
  if (!result.ok) throw new StartError("config", result.problems.join("\n"));
  delete env["BERTH_SETUP_TOKEN"];
  return result;
}

async function initialise(
  store: Store,
  config: Config,
  kek: Kek,
  instanceId: string,
  at: number,
): Promise<void> {
  const { knownSchema } = await import("../store/sqlite/migrate.ts");
  const done = await store.instance.initialise({
    instance: { id: instanceId, schema: knownSchema(), createdAt: at },
    keyring: {
      kekId: kek.id,
      provider: placeOf(config),
      checkValue: keyCheckValue(kek, instanceId),
      createdAt: at,
    },
  });
  if (!done.ok) throw new Error("an empty database had an instance");
}

function sealedOrganizations(
  kek: Kek,
  instanceId: string,
  orgKeys: readonly WrappedOrgKey[],
): string[] {
  const failing = orgKeys.filter((row) => unwrapOrgKey(kek, instanceId, row) === null);
  return [...new Set(failing.map((row) => row.organizationId))];
}

function sealedRefusal(organizationIds: readonly string[]): StartError {
  return new StartError(
    "config",
    `The key of organization ${organizationIds.join(", ")} can't be unwrapped. Nothing was changed. Restore it from a backup, or start with BERTH_ALLOW_SEALED_ORGANIZATIONS=1 to leave its secrets unreadable.`,
  );
}

function localUrl(host: string, port: number): URL {
  const open = host === "0.0.0.0" || host === "::";
  const name = open ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return new URL(`http://${name}:${port}`);
}
