import { statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { watchJournal } from "../src/jobs/watch-journal.ts";
import { createLogger } from "../src/log.ts";
import { openSqliteStore } from "../src/store/sqlite/store.ts";
import { entry, pull, registry, sealed } from "../src/store/contract/sample.ts";
import { acknowledgedBy, judge, makeDatabase, pulledBy } from "./database.ts";
import { startChild } from "./child.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

/**
 * 50 writers at once whose pulls a thread of its own writes, a command beside the server, and somebody who reads for long: nobody is told
 * that the database is busy, and the log stays bounded.
 */
export const manyWriters: Scenario = {
  id: "R-20",
  name: "50 writers at once, beside a long reader and another process",
  async run({ folder, count }) {
    const path = join(folder, "berth.db");
    await makeDatabase(path);
    const store = openSqliteStore(path);
    const longReader = new Database(path, { readonly: true });
    longReader.exec("begin");
    longReader.prepare("select count(*) from registry").get();
    const beside = startChild(new URL("writer.ts", import.meta.url), {
      args: [path, "1000000", String(count(40, 400)), "5"],
    });
    const acknowledged = new Set<number>();
    const pulled: string[] = [];
    let failed = 0;
    const each = count(6, 60);
    await Promise.all(
      Array.from({ length: 50 }, async (_, writer) => {
        for (let write = 0; write < each; write += 1) {
          const number = writer * each + write;
          const id = `reg_${number}`;
          try {
            await store.registries.create({
              ...registry("org_a", { id, name: id }, [`r${number}.example.com/*`]),
              secret: sealed(),
              audit: entry({ object: { kind: "registry", id, name: id } }),
            });
            acknowledged.add(number);
            await store.pulls.record(pull("org_a", { id: `pul_of_${number}` }));
            pulled.push(`pul_of_${number}`);
          } catch {
            failed += 1;
          }
        }
      }),
    );
    await beside.ended;
    const walMiB = statSync(`${path}-wal`).size / 1024 ** 2;
    let warnings = 0;
    const log = createLogger({ level: "warn", destination: { write: () => void (warnings += 1) } });
    await watchJournal({ store, log, clock: Date.now }).run(
      { key: "watch-journal", kind: "watch-journal", payload: {}, dueAt: 0, failures: 0 },
      new AbortController().signal,
    );
    longReader.exec("rollback");
    longReader.close();
    await store.close();
    const besideFailed = beside.lines.filter((line) => line.startsWith("failed ")).length;
    for (const number of acknowledgedBy(beside)) acknowledged.add(number);
    pulled.push(...pulledBy(beside));
    const { lost, halves, damage } = judge(path, acknowledged, pulled);
    return [
      atLeast("writes acknowledged", acknowledged.size, 50 * each + count(40, 400)),
      atLeast("pulls acknowledged", pulled.length, 50 * each + count(40, 400)),
      exactly("writes of the server that were told to wait", failed, 0),
      exactly("writes of the other process that were told to wait", besideFailed, 0),
      {
        name: "write-ahead log beside a long reader",
        value: walMiB,
        unit: "MiB",
        limit: `<= 64, or a warning (${warnings} written)`,
        pass: walMiB <= 64 || warnings > 0,
      },
      exactly("lost, halved or damaged", lost + halves + damage, 0),
    ];
  },
};
