import { rm } from "node:fs/promises";
import type { Config, Environment, KeyPlace } from "../config/config.ts";
import { createKeyFile, isInside, readKeyFile } from "../vault/key-file.ts";
import { kekFrom, readKeyText, type Kek } from "../vault/kek.ts";
import { StartError } from "./start-error.ts";
import type { Undo } from "./undo.ts";

/** A key, and the instance its file says it was made for. */
export type FoundKey = { kek: Kek; instanceId: string | null };

/** What the configuration's two variables lead to. */
export type FoundKeys = {
  /** Null where the file or variable that BERTH_KEY names does not exist. */
  current: FoundKey | null;
  /** Null where BERTH_KEY_PREVIOUS is not set. */
  previous: FoundKey | null;
};

/** Reads the keys that the configuration names, and removes them from the environment. */
export async function readKeys(config: Config, env: Environment): Promise<FoundKeys> {
  const current = await readKey(config.key, config.dataDir, env);
  if (config.keyPrevious === null) return { current, previous: null };
  const previous = await readKey(config.keyPrevious, config.dataDir, env);
  if (previous === null) {
    throw new StartError(
      "config",
      `BERTH_KEY_PREVIOUS names ${placeOf(config.keyPrevious)}, and there is no key. Nothing was changed. Put the key back, or remove the variable if \`berth keys status\` says that nothing needs it.`,
    );
  }
  return { current, previous };
}

async function readKey(
  place: KeyPlace,
  dataDir: string,
  env: Environment,
): Promise<FoundKey | null> {
  if (place.kind === "env") {
    const text = env[place.name];
    if (text === undefined || text === "") return null;
    // Whatever the process starts or crashes into must not carry the key along.
    delete env[place.name];
    const read = readKeyText(text);
    if (!read.ok) throw unusable(place, read.message);
    return { kek: kekFrom(read.bytes), instanceId: null };
  }
  const file = await readKeyFile(place.path, dataDir);
  if (file.ok) return { kek: kekFrom(file.bytes), instanceId: file.instanceId };
  if (file.code === "missing") return null;
  throw unusable(place, file.message);
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
  const { key, dataDir } = config;
  if (key.kind === "env") throw unusable(key, "it is not set");
  const bytes = await newKeyFile(key.path, dataDir, newInstanceId);
  undo.add(() => rm(key.path, { force: true }));
  return { kek: kekFrom(bytes), instanceId: newInstanceId, created: true };
}

/** Makes a key file and gives its key, or says in one line why it can't be. */
export async function newKeyFile(
  path: string,
  dataDir: string,
  instanceId: string,
): Promise<Buffer> {
  if (await isInside(path, dataDir)) {
    throw unusable(
      { kind: "file", path },
      "it would lie inside the data folder; keep it apart from backups",
    );
  }
  try {
    return await createKeyFile(path, instanceId);
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    const advice =
      code === "EEXIST"
        ? "A file stands there already, and a key is never overwritten."
        : "Set BERTH_KEY to file: and a path it may write.";
    throw new StartError(
      "cannotCreate",
      `Berth can't create its key file ${path} (${code}). ${advice}`,
      err,
    );
  }
}

/** Where a key is read, fit for the database and for people: never the key. */
export function placeOf(place: KeyPlace): string {
  return place.kind === "env" ? `env:${place.name}` : `file:${place.path}`;
}

function unusable(place: KeyPlace, reason: string): StartError {
  return new StartError(
    "config",
    `The key in ${placeOf(place)} can't be used: ${reason}. Nothing was changed.`,
  );
}
