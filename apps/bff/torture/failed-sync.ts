import { join } from "node:path";
import { startChild } from "./child.ts";
import { acknowledgedBy, judge, makeDatabase, pulledBy } from "./database.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

/**
 * after the first failed sync nothing is acknowledged any more, because the kernel may have dropped
 * the pages while SQLite believes them written; the process ends, and what was acknowledged is there.
 */
export const failedSync: Scenario = {
  id: "R-05",
  name: "a sync that fails",
  async run({ folder, count }) {
    const sums = {
      lost: 0,
      halves: 0,
      damage: 0,
      after: 0,
      wrongExit: 0,
      acknowledged: 0,
      pulled: 0,
    };
    const rounds = count(3, 40);
    for (let round = 0; round < rounds; round += 1) {
      const path = join(folder, `berth-${round}.db`);
      await makeDatabase(path);
      const inject = `inject=fsync,fdatasync:error=EIO:when=${20 + round * 7}`;
      const writer = startChild(new URL("writer.ts", import.meta.url), {
        // The tracer counts the syncs of each thread: with three pulls behind each write it is theirs that fails.
        args: [path, "0", "500", "0", round % 2 === 0 ? "0" : "3"],
        under: ["strace", "-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", inject],
      });
      const code = await writer.ended;
      if (code !== 74) sums.wrongExit += 1;
      const broken = writer.lines.findIndex((line) => line === "broken");
      sums.after += writer.lines
        .slice(broken)
        .filter((line) => /^(?:ack|pulled) /.test(line)).length;
      const pulled = pulledBy(writer);
      sums.pulled += pulled.length;
      const numbers = new Set(acknowledgedBy(writer));
      sums.acknowledged += numbers.size;
      const { lost, halves, damage } = judge(path, numbers, pulled);
      sums.lost += lost;
      sums.halves += halves;
      sums.damage += damage;
    }
    return [
      atLeast("acknowledged before the failure", sums.acknowledged, rounds),
      atLeast("pulls acknowledged before the failure", sums.pulled, 1),
      exactly("acknowledged behind the failure", sums.after, 0),
      exactly("rounds that did not end with code 74", sums.wrongExit, 0),
      exactly("acknowledged and lost", sums.lost, 0),
      exactly("half operations", sums.halves, 0),
      exactly("findings of the integrity check", sums.damage, 0),
    ];
  },
};
