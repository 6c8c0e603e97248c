import { readConfig, type Config, type Environment } from "../config/config.ts";
import { newId } from "../ids.ts";
import type { Secret } from "../secret-text.ts";
import type { StoreError } from "../store/store-error.ts";
import type { Store } from "../store/store.ts";
import { keyCheckValue } from "../vault/key-check.ts";
import type { Kek } from "../vault/kek.ts";
import { ensureRecovery } from "../vault/ensure-recovery.ts";
import { openInstanceKey } from "../vault/instance-key.ts";
import { kekSet } from "../vault/kek-set.ts";
import { createVault, type Vault } from "../vault/vault.ts";
import { beginDatabase } from "./database.ts";
import { keyForNewInstance, placeOf, readKeys, type FoundKeys } from "./key.ts";
import { requireOpenKeys, requireRightKeys, type RightKeys, type Standing } from "./right-keys.ts";
import { recoveryOf } from "./recovery-of.ts";
import { publicUrlOf } from "./public-url.ts";
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
  /** Where the database listens; nobody is to be led there. */
  databaseEndpoints: readonly { host: string; port: number }[];
  store: Store;
  vault: Vault;
  /** To be printed in the setup link; null once an owner exists. */
  setupToken: Secret | null;
  /** Sentences for the operator: a new key file, a copy that was made, a variable without effect. */
  notices: string[];
  /** Stops listening, closes the database, gives it back to others. */
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

  const database = await beginDatabase(config, options.onBroken, undo);
  const state = await database.read();
  const found = await readKeys(config, env);
  const keys =
    state.kind === "berth"
      ? keysOfStanding(config, found, state, clock())
      : await keysOfNew(config, found, newId("ins", clock()), undo);
  const { keks, instanceId } = keys;

  const { store, copied } = await database.open(state, clock());
  if (state.kind === "empty") {
    await initialise(store, config, {
      kek: keks.current,
      instanceId,
      schema: database.schema,
      at: clock(),
    });
  }
  if (keys.newcomer !== null) await store.keys.addKek(keys.newcomer);
  const instanceKey = await openInstanceKey(keks, instanceId, store.keys, clock());
  const recovery = await recoveryOf(config);
  if (recovery !== null) await ensureRecovery(store.keys, keks, instanceId, recovery);
  const vault = createVault({ keks, instanceId, instanceKey, recovery, keys: store.keys });
  await store.checks.cancelRunning({
    startedBefore: database.checksDiedBefore(clock()),
    at: clock(),
  });
  // Whichever server a setup link leads to must know its token.
  const sharedToken = database.shared ? vault.instanceSecret("setup-token") : null;
  const setupToken = await setupTokenFor(store, config.setupToken ?? sharedToken);
  await database.started();
  return {
    // The token is kept as its hash alone from here on, by whoever compares it; the password by the pool.
    config: { ...config, setupToken: null, database: null },
    publicUrl: publicUrlOf(config, listener.port),
    listener,
    databaseEndpoints: database.endpoints,
    store,
    vault,
    setupToken,
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
      database.release();
    },
  };
}

function configOf(env: Environment, cwd: string): { config: Config; warnings: string[] } {
  const result = readConfig(env, cwd);
  if (!result.ok) throw new StartError("config", result.problems.join("\n"));
  for (const name of [
    "BERTH_SETUP_TOKEN",
    "BERTH_METRICS_TOKEN",
    "BERTH_DATABASE_URL",
    "BERTH_SMTP_URL",
    "BERTH_OIDC_CLIENT_SECRET",
  ])
    delete env[name];
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
  { kek, instanceId, schema, at }: { kek: Kek; instanceId: string; schema: number; at: number },
): Promise<void> {
  const done = await store.instance.initialise({
    instance: { id: instanceId, schema, createdAt: at },
    keyring: {
      kekId: kek.id,
      provider: placeOf(config.key),
      checkValue: keyCheckValue(kek, instanceId),
      createdAt: at,
    },
  });
  if (!done.ok) throw new Error("an empty database had an instance");
}
