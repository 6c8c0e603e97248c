import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Database from "better-sqlite3";
import { readManifest } from "../src/backup/manifest.ts";
import { knownSchema } from "../src/store/sqlite/migrate.ts";
import { olderDatabaseKey, writeOlderDatabase } from "../src/store/testing/older-database.ts";
import { startChild } from "./child.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

/** an upgrade that is killed at any moment has happened or has not, and a backup was made before it. */
export const migrations: Scenario = {
  id: "R-14",
  name: "kill -9 during an upgrade of the database",
  async run({ folder, count }) {
    const rounds = count(2, 100);
    const sums = {
      between: 0,
      noBackup: 0,
      failedStarts: 0,
      lostEvents: 0,
      upgraded: 0,
      twoWinners: 0,
    };
    for (let round = 0; round < rounds; round += 1) {
      const home = join(folder, String(round));
      const path = join(home, "data", "berth.db");
      await mkdir(join(home, "data"), { recursive: true, mode: 0o700 });
      writeOlderDatabase(path, 2);
      await writeFile(join(home, "berth.key"), olderDatabaseKey(2), { mode: 0o600 });
      const env = { BERTH_PORT: "0", BERTH_DATA_DIR: join(home, "data") };
      const start = () =>
        startChild(new URL("../src/main.ts", import.meta.url), { env, cwd: home });
      const killed = start();
      await wait(randomInt(600, 2_200));
      killed.kill();
      await killed.ended;
      const schema = schemaOf(path);
      if (schema !== 2 && schema !== knownSchema()) sums.between += 1;
      if (schema === knownSchema()) {
        sums.upgraded += 1;
        if (!(await hasBackup(join(home, "data")))) sums.noBackup += 1;
      }
      // Two at once: one serves, the other says that the folder is taken.
      const both = [start(), start()];
      const ready = await Promise.all(
        both.map((one) =>
          one
            .until((line) => line.startsWith("Berth runs on "))
            .then(
              () => true,
              () => false,
            ),
        ),
      );
      if (ready.filter(Boolean).length > 1) sums.twoWinners += 1;
      if (!ready.some(Boolean)) sums.failedStarts += 1;
      for (const one of both) one.kill("SIGTERM");
      await Promise.all(both.map((one) => one.ended));
      const handle = new Database(path, { readonly: true });
      const events = handle.prepare("select count(*) from audit_event").pluck().get();
      if (events !== 5) sums.lostEvents += 1;
      handle.close();
      await rm(home, { recursive: true });
    }
    return [
      atLeast("upgrades killed", rounds, 2),
      exactly("databases between two versions", sums.between, 0),
      exactly("upgrades without a backup before", sums.noBackup, 0),
      exactly("databases that no server could start on", sums.failedStarts, 0),
      exactly("times that two servers had one database", sums.twoWinners, 0),
      exactly("databases that lost an audit event", sums.lostEvents, 0),
    ];
  },
};

function schemaOf(path: string): number {
  const handle = new Database(path);
  try {
    return handle.prepare("select count(*) from __drizzle_migrations").pluck().get() as number;
  } finally {
    handle.close();
  }
}

async function hasBackup(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir);
  const folders = names.filter((name) => name.startsWith("berth-before-schema-"));
  const found = await Promise.all(folders.map((name) => readManifest(join(dataDir, name))));
  return found.some((one) => one.ok && one.manifest.schema === 2);
}
