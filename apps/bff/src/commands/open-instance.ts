import { readConfig, type Config } from "../config/config.ts";
import { visitDatabase } from "../boot/database.ts";
import type { DatabaseVisit } from "../boot/database-start.ts";
import { placeOfDatabase } from "../boot/database-place.ts";
import { readKeys } from "../boot/key.ts";
import { recoveryOf } from "../boot/recovery-of.ts";
import { requireRightKeys, type RightKeys, type Standing } from "../boot/right-keys.ts";
import { checkRuntime } from "../boot/runtime.ts";
import { StartError } from "../boot/start-error.ts";
import type { Store } from "../store/store.ts";
import { openInstanceKey } from "../vault/instance-key.ts";
import { VaultError } from "../vault/vault-error.ts";
import { createVault, type Vault } from "../vault/vault.ts";
import type { CommandContext } from "./command.ts";

/** An instance as its files say it is; nothing has been written or unlocked. */
export type FoundInstance = { config: Config; state: Standing; database: DatabaseVisit };

/** Reads configuration and database; the server may be running meanwhile. Throws `StartError`. */
export async function findInstance({ env, cwd }: CommandContext): Promise<FoundInstance> {
  checkRuntime(process.version);
  const read = readConfig(env, cwd);
  if (!read.ok) throw new StartError("config", read.problems.join("\n"));
  const { config } = read;
  const database = await visitDatabase(config);
  const state = await database.read();
  if (state.kind !== "berth") {
    throw new StartError(
      "data",
      `There is no instance in the database ${placeOfDatabase(config)}. Give BERTH_DATA_DIR and BERTH_DATABASE_URL as the server has them.`,
    );
  }
  return { config, state, database };
}

/** Opens the database of an instance, gives its store to `use`, and closes it again. */
export async function withStore<Result>(
  { config, state, database }: FoundInstance,
  use: (store: Store) => Promise<Result>,
): Promise<Result> {
  if (state.schema !== state.known) {
    throw new StartError(
      "data",
      `The database ${placeOfDatabase(config)} has schema ${state.schema}, and this version needs ${state.known}. Start the server once, which upgrades it.`,
    );
  }
  const store = await database.open();
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The keys of this database, or the reason why those at hand are not. */
export async function findKeys(
  { env }: CommandContext,
  { config, state }: FoundInstance,
): Promise<RightKeys> {
  return requireRightKeys(config, await readKeys(config, env), state, Date.now());
}

/** The same as `withStore`, and with the vault on top. */
export async function withVault<Result>(
  instance: FoundInstance,
  { keks }: RightKeys,
  use: (opened: { store: Store; vault: Vault }) => Promise<Result>,
): Promise<Result> {
  const instanceId = instance.state.instance.id;
  return await withStore(instance, async (store) => {
    try {
      const recovery = await recoveryOf(instance.config);
      const instanceKey = await openInstanceKey(keks, instanceId, store.keys, Date.now());
      return await use({
        store,
        vault: createVault({ keks, instanceId, instanceKey, recovery, keys: store.keys }),
      });
    } catch (err) {
      if (!(err instanceof VaultError)) throw err;
      throw new StartError(
        "config",
        `The keys at hand don't open everything: ${err.message}.`,
        err,
      );
    }
  });
}
