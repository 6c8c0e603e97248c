import { randomInt } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "./child.ts";
import { acknowledgedBy, judge, makeDatabase, pulledBy } from "./database.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

/** kill -9 during writes loses nothing that was acknowledged and leaves no half operation. */
export const killWrites: Scenario = {
  id: "R-01",
  name: "kill -9 during writes",
  async run({ folder, count }) {
    const kills = count(6, 1_000);
    const each = count(8, 20);
    const path = join(folder, "berth.db");
    await makeDatabase(path);
    const acknowledged = new Set<number>();
    const pulled: string[] = [];
    const sums = { lost: 0, halves: 0, damage: 0 };
    let next = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const writer = startChild(new URL("writer.ts", import.meta.url), {
        args: [path, String(next), "100000", "0"],
      });
      // However slow the disk is, some were acknowledged; behind them it ends at any moment.
      await writer.until((line) => line === `pulled pul_${next + each - 1}_0`);
      await wait(randomInt(0, 300));
      writer.kill();
      await writer.ended;
      const numbers = acknowledgedBy(writer);
      for (const number of numbers) acknowledged.add(number);
      pulled.push(...pulledBy(writer));
      // The one that was under way may be there or not.
      next = Math.max(...numbers) + 2;
      const { lost, halves, damage } = judge(path, acknowledged, pulled);
      sums.lost += lost;
      sums.halves += halves;
      sums.damage += damage;
    }
    return [
      atLeast("kills", kills, 6),
      atLeast("acknowledged writes", acknowledged.size, kills * each),
      atLeast("acknowledged pulls", pulled.length, kills * each),
      exactly("acknowledged and lost", sums.lost, 0),
      exactly("half operations", sums.halves, 0),
      exactly("findings of the integrity check", sums.damage, 0),
    ];
  },
};
