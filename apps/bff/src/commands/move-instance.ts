import { openEverything } from "../backup/open-everything.ts";
import { visitDatabase } from "../boot/database.ts";
import { placeOfDatabase } from "../boot/database-place.ts";
import { beginPostgresMove } from "../boot/postgres-database.ts";
import { readKeys } from "../boot/key.ts";
import { takeLock } from "../boot/lock.ts";
import { requireRightKeys } from "../boot/right-keys.ts";
import { checkRuntime } from "../boot/runtime.ts";
import { StartError } from "../boot/start-error.ts";
import { readConfig } from "../config/config.ts";
import { moveStore } from "../store/move-store.ts";
import type { CommandContext } from "./command.ts";
import { counted } from "./counted.ts";

/** Moves the instance of the data folder to where BERTH_DATABASE_URL says. Gives what is not in order. */
export async function moveInstance({ env, cwd, output }: CommandContext): Promise<string[]> {
  checkRuntime(process.version);
  const read = readConfig(env, cwd);
  if (!read.ok) throw new StartError("config", read.problems.join("\n"));
  const { database, ...rest } = read.config;
  if (database === null) {
    throw new StartError("config", "BERTH_DATABASE_URL has to say where the instance goes.");
  }
  const source = { ...rest, database: null };
  const target = { ...rest, database };
  const lock = await takeLock(source.dataDir);
  try {
    const state = await (await visitDatabase(source)).read();
    if (state.kind !== "berth" || state.schema !== state.known) {
      throw new StartError(
        "data",
        `There is no instance of this version in ${placeOfDatabase(source)}. Start the server on it once, without BERTH_DATABASE_URL.`,
      );
    }
    const { keks } = requireRightKeys(source, await readKeys(source, env), state, Date.now());
    const move = await beginPostgresMove(target, database);
    try {
      output.note(`Copying ${placeOfDatabase(source)} to ${placeOfDatabase(target)} …`);
      const moved = await moveStore(placeOfDatabase(source), move.client);
      if (!moved.ok) {
        const { table, key, what } = moved.at;
        return [`NOT MOVED: row ${key} of ${table} is ${what} in the copy. Nothing was kept.`];
      }
      const rows = Object.values(moved.rows).reduce((sum, count) => sum + count, 0);
      output.line(`${counted(rows, "row")} copied, and each compared.`);
    } finally {
      await move.end();
    }
    const store = await (await visitDatabase(target)).open();
    try {
      const opened = await openEverything(store, keks, state.instance.id);
      if (opened.problems.length > 0) return opened.problems;
      const { keys, records, events } = opened;
      output.line(
        `In the copy ${counted(keys, "key")} and ${counted(records, "secret")} were opened, and ${counted(events, "audit event")} stand in unbroken chains.`,
      );
      output.line(
        `Start every server with this BERTH_DATABASE_URL and the same key. ${placeOfDatabase(source)} was left as it is; put it away, so that no server is started on it again.`,
      );
      return [];
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}
