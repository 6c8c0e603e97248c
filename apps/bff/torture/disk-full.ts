import { join } from "node:path";
import { entry, registry, sealed } from "../src/store/contract/sample.ts";
import { sqliteEngine } from "../src/store/sqlite/engine.ts";
import { makeStore } from "../src/store/make-store.ts";
import { openReader, openWriter } from "../src/store/sqlite/open.ts";
import { StoreError } from "../src/store/store-error.ts";
import { judge, makeDatabase } from "./database.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

/** a full disk is said to be one, reading goes on, and writing goes on once there is room, without a restart. */
export const diskFull: Scenario = {
  id: "R-04",
  name: "a full disk",
  async run({ folder, count }) {
    const path = join(folder, "berth.db");
    await makeDatabase(path);
    const writer = openWriter(path);
    const [reader, snapshots] = [openReader(path), openReader(path)];
    const broken: unknown[] = [];
    const engine = sqliteEngine({ writer, reader, snapshots }, (err) => broken.push(err));
    const store = makeStore(engine);
    const acknowledged = new Set<number>();
    const sums = { full: 0, other: 0, unreadable: 0 };
    let number = 0;
    for (let round = 0; round < count(5, 50); round += 1) {
      const pages = writer.pragma("page_count", { simple: true }) as number;
      writer.pragma(`max_page_count = ${pages + 6}`);
      for (let write = 0; write < 40; write += 1) {
        number += 1;
        const id = `reg_${number}`;
        try {
          await store.registries.create({
            ...registry("org_a", { id, name: id }, [`r${number}.example.com/*`]),
            secret: sealed(1, "x".repeat(3_000)),
            audit: entry({ object: { kind: "registry", id, name: id } }),
          });
          acknowledged.add(number);
        } catch (err) {
          if (err instanceof StoreError && err.code === "storage_full") sums.full += 1;
          else sums.other += 1;
          if ((await store.registries.list("org_a")).length !== acknowledged.size) {
            sums.unreadable += 1;
          }
        }
      }
      writer.pragma("max_page_count = 1073741823");
    }
    for (const handle of [snapshots, reader, writer]) handle.close();
    const { lost, halves, damage } = judge(path, acknowledged);
    return [
      atLeast("writes refused with storage_full", sums.full, count(5, 50)),
      atLeast("writes acknowledged in between", acknowledged.size, count(5, 50)),
      exactly("other errors", sums.other + broken.length, 0),
      exactly("reads that were wrong meanwhile", sums.unreadable, 0),
      exactly("acknowledged and lost", lost, 0),
      exactly("half operations", halves, 0),
      exactly("findings of the integrity check", damage, 0),
    ];
  },
};
