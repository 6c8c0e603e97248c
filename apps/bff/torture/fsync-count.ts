import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "./child.ts";
import { acknowledgedBy, makeDatabase, pulledBy } from "./database.ts";
import { atLeast, type Scenario } from "./scenario.ts";

/** each acknowledged write has been synced to the disk, as the kernel counts it. */
export const fsyncCount: Scenario = {
  id: "R-03",
  name: "syncs behind acknowledged writes",
  async run({ folder, count }) {
    const path = join(folder, "berth.db");
    const counts = join(folder, "syscalls");
    await makeDatabase(path);
    const writer = startChild(new URL("writer.ts", import.meta.url), {
      args: [path, "0", String(count(150, 2_000)), "0"],
      under: ["strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", counts],
    });
    await writer.ended;
    const acknowledged = acknowledgedBy(writer).length;
    const pulled = pulledBy(writer).length;
    const ended = writer.lines.filter((line) => line.startsWith("ended ")).length;
    const table = await readFile(counts, "utf8");
    const syncs = [
      ...table.matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?f(?:data)?sync$/gm),
    ]
      .map(([, calls]) => Number(calls))
      .reduce((sum, calls) => sum + calls, 0);
    return [
      atLeast("acknowledged writes", acknowledged, count(150, 2_000)),
      atLeast("acknowledged pulls", pulled, count(150, 2_000)),
      atLeast("fsync and fdatasync calls", syncs, acknowledged + pulled + ended),
    ];
  },
};
