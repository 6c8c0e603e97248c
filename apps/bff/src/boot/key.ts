import { rm } from "node:fs/promises";
import type { Config, Environment } from "../config/config.ts";
import type { DatabaseState } from "../store/sqlite/inspect.ts";
import { keyCheckFits } from "../vault/key-check.ts";
import { createKeyFile, isInside, readKeyFile } from "../vault/key-file.ts";
import { kekFrom, readKeyText, type Kek } from "../vault/kek.ts";
import { StartError } from "./start-error.ts";
import type { Undo } from "./undo.ts";

type Standing = Extract<DatabaseState, { kind: "berth" }>;

/** A key, and the instance its file says it was made for. */
export type FoundKey = { kek: Kek; instanceId: string | null };

/** Reads the key that the configuration names; null where its file does not exist. */
export async function readKey(config: Config, env: Environment): Promise<FoundKey | null> {
  const { key } = config;
  if (key.kind === "env") {
    const text = env[key.name];
    if (text === undefined || text === "") return null;
    // Whatever the process starts or crashes into must not carry the key along.
    delete env[key.name];
    const read = readKeyText(text);
    if (!read.ok) throw unusable(config, read.message);
    return { kek: kekFrom(read.bytes), instanceId: null };
  }
  const file = await readKeyFile(key.path, config.dataDir);
  if (file.ok) return { kek: kekFrom(file.bytes), instanceId: file.instanceId };
  if (file.code === "missing") return null;
  throw unusable(config, file.message);
}

/** Refuses a key that is not the one of this database; nothing has been written until here. */
export function requireRightKey(config: Config, found: FoundKey | null, state: Standing): Kek {
  const needed = state.keyring.map((entry) => entry.kekId).join(" or ");
  if (found === null) {
    throw new StartError(
      "config",
      `The database needs its key ${needed}, and there is none in ${placeOf(config)}. Nothing was changed. Put the key back, or set BERTH_KEY to where it is.`,
    );
  }
  const { kek, instanceId } = found;
  if (instanceId !== null && instanceId !== state.instance.id) {
    throw otherInstance(config, state, `the key file is of instance ${instanceId}`);
  }
  const entry = state.keyring.find((known) => known.kekId === kek.id);
  if (entry === undefined) {
    throw new StartError(
      "config",
      `The key in ${placeOf(config)} is ${kek.id}, but the database needs ${needed}. Nothing was changed. Put the right key back, or set BERTH_KEY to where it is.`,
    );
  }
  if (!keyCheckFits(kek, state.instance.id, entry.checkValue)) {
    throw otherInstance(config, state, `key ${kek.id} was registered for another one`);
  }
  return kek;
}

/** The key for an empty database: the one that is there, else a new file. */
export async function keyForNewInstance(
  config: Config,
  found: FoundKey | null,
  newInstanceId: string,
  undo: Undo,
): Promise<{ kek: Kek; instanceId: string; created: boolean }> {
  if (found !== null) {
    const instanceId = found.instanceId ?? newInstanceId;
    return { kek: found.kek, instanceId, created: false };
  }
  const { key } = config;
  if (key.kind === "env") throw unusable(config, "it is not set");
  if (await isInside(key.path, config.dataDir)) {
    throw unusable(config, "it would lie inside the data folder; keep it apart from backups");
  }
  try {
    const bytes = await createKeyFile(key.path, newInstanceId);
    undo.add(() => rm(key.path, { force: true }));
    return { kek: kekFrom(bytes), instanceId: newInstanceId, created: true };
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    throw new StartError(
      "cannotCreate",
      `Berth can't create its key file ${key.path} (${code}). Set BERTH_KEY to file: and a path it may write.`,
      err,
    );
  }
}

/** Where the key is read, fit for the database and for people: never the key. */
export function placeOf({ key }: Config): string {
  return key.kind === "env" ? `env:${key.name}` : `file:${key.path}`;
}

function unusable(config: Config, reason: string): StartError {
  return new StartError(
    "config",
    `The key in ${placeOf(config)} can't be used: ${reason}. Nothing was changed.`,
  );
}

function otherInstance(config: Config, state: Standing, reason: string): StartError {
  return new StartError(
    "config",
    `The database in ${config.dataDir} belongs to instance ${state.instance.id}, but ${reason}. Nothing was changed. Bring database and key of one instance together.`,
  );
}
