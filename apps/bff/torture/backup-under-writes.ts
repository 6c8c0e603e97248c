import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Database from "better-sqlite3";
import { sha256Of } from "../src/backup/durable.ts";
import { readManifest } from "../src/backup/manifest.ts";
import { writeBackup } from "../src/backup/write-backup.ts";
import { openSqliteStore } from "../src/store/sqlite/store.ts";
import { startChild } from "./child.ts";
import { acknowledgedBy, judge, makeDatabase, pulledBy } from "./database.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

/** a backup that is made while others write has everything that was acknowledged before it began. */
export const backupUnderWrites: Scenario = {
  id: "R-15",
  name: "backups beside 20 writes a second",
  async run({ folder, count }) {
    const path = join(folder, "berth.db");
    await makeDatabase(path);
    const store = openSqliteStore(path);
    await store.instance.initialise({
      instance: { id: "ins_torture", schema: 1, createdAt: 0 },
      keyring: { kekId: "k", provider: "none", checkValue: Buffer.alloc(32), createdAt: 0 },
    });
    await store.close();
    const backups = count(4, 20);
    const writer = startChild(new URL("writer.ts", import.meta.url), {
      args: [path, "0", "1000000", "45"],
    });
    await writer.until((line) => line.startsWith("ack "));
    const sums = { missing: 0, halves: 0, damage: 0, mismatch: 0, grew: 0 };
    let before = 0;
    for (let backup = 0; backup < backups; backup += 1) {
      // A busy disk may take longer for one write than there is between two backups.
      do await wait(300);
      while (acknowledgedBy(writer).length <= before && writer.process.exitCode === null);
      const acknowledged = new Set(acknowledgedBy(writer));
      if (acknowledged.size > before) sums.grew += 1;
      before = acknowledged.size;
      const pulled = pulledBy(writer);
      const target = join(folder, `backup-${backup}`);
      const manifest = await writeBackup(path, target, Date.now());
      const read = await readManifest(target);
      const copy = join(target, "berth.db");
      const rows = countRows(copy);
      const fits =
        read.ok &&
        (await sha256Of(copy)) === manifest.file.sha256 &&
        manifest.rows["registry"] === rows;
      if (!fits) sums.mismatch += 1;
      const { lost, halves, damage } = judge(copy, acknowledged, pulled);
      sums.missing += lost;
      sums.halves += halves;
      sums.damage += damage;
    }
    const failed = writer.lines.filter((line) => line.startsWith("failed ")).length;
    writer.kill();
    await writer.ended;
    return [
      atLeast("backups", backups, 4),
      exactly("backups before which something new was written", sums.grew, backups),
      exactly("rows acknowledged before and not in the backup", sums.missing, 0),
      exactly("half operations", sums.halves, 0),
      exactly("findings of the integrity check", sums.damage, 0),
      exactly("backups that their manifest does not describe", sums.mismatch, 0),
      exactly("writes that failed meanwhile", failed, 0),
    ];
  },
};

function countRows(path: string): number {
  const handle = new Database(path, { readonly: true });
  try {
    return handle.prepare("select count(*) from registry").pluck().get() as number;
  } finally {
    handle.close();
  }
}
