import { readConfig, type Config, type Environment } from "../config/config.ts";
import { newId } from "../ids.ts";
import type { Secret } from "../secret-text.ts";
import type { StoreError } from "../store/store-error.ts";
import type { Store } from "../store/store.ts";
import { keyCheckValue } from "../vault/key-check.ts";
import type { Kek } from "../vault/kek.ts";
import { openInstanceKey } from "../vault/instance-key.ts";
import { kekSet } from "../vault/kek-set.ts";
import { createVault, type Vault } from "../vault/vault.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { openDatabase, readDatabase } from "./database.ts";
import { keyForNewInstance, placeOf, readKeys, type FoundKeys } from "./key.ts";
import { takeLock, type Lock } from "./lock.ts";
import { requireOpenKeys, requireRightKeys, type RightKeys, type Standing } from "./right-keys.ts";
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
  const found = await readKeys(config, env);
  const keys =
    state.kind === "berth"
      ? keysOfStanding(config, found, state, clock())
      : await keysOfNew(config, found, newId("ins", clock()), undo);
  const { keks, instanceId } = keys;

  const { store, copied } = await openDatabase(dataDir, state, clock(), options.onBroken, undo);
  if (state.kind === "empty") await initialise(store, config, keks.current, instanceId, clock());
  if (keys.newcomer !== null) await store.keys.addKek(keys.newcomer);
  const instanceKey = await openInstanceKey(keks, instanceId, store.keys, clock());
  await store.checks.cancelRunning(clock());
  return {
    // The token is kept as its hash alone from here on, by whoever compares it.
    config: { ...config, setupToken: null },
    publicUrl: config.publicUrl ?? localUrl(config.host, listener.port),
    listener,
    store,
    vault: createVault({ keks, instanceId, instanceKey, keys: store.keys }),
    lock,
    setupToken: await setupTokenFor(store, config),
    notices: [
      ...warnings,
      ...keys.notices,
      ...(copied === null
        ? []
        : [`A backup was written to ${copied} before the database was upgraded.`]),
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

type StartKeys = RightKeys & { instanceId: string };

function keysOfStanding(config: Config, found: FoundKeys, state: Standing, at: number): StartKeys {
  const keys = requireRightKeys(config, found, state, at);
  const sealed = requireOpenKeys(config, keys.keks, state);
  const notices = sealed.map((id) => `Organization ${id} is sealed: its key can't be unwrapped.`);
  return { ...keys, instanceId: state.instance.id, notices: [...keys.notices, ...notices] };
}

async function keysOfNew(
  config: Config,
  found: FoundKeys,
  newInstanceId: string,
  undo: Undo,
): Promise<StartKeys> {
  const { kek, instanceId, created } = await keyForNewInstance(
    config,
    found.current,
    newInstanceId,
    undo,
  );
  const notices = created
    ? [`A new key was written to ${placeOf(config.key)}. Keep a copy, apart from backups.`]
    : [];
  return { keks: kekSet(kek), instanceId, newcomer: null, notices };
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
      provider: placeOf(config.key),
      checkValue: keyCheckValue(kek, instanceId),
      createdAt: at,
    },
  });
  if (!done.ok) throw new Error("an empty database had an instance");
}

function localUrl(host: string, port: number): URL {
  const open = host === "0.0.0.0" || host === "::";
  const name = open ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return new URL(`http://${name}:${port}`);
}
