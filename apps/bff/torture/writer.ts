import { writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { entry, pull, registry, sealed } from "../src/store/contract/sample.ts";
import type { PullReport } from "../src/store/ports/pull.ts";
import { openSqliteStore } from "../src/store/sqlite/store.ts";

/**
 * Saves registries one after the other and says each one's number once the store has acknowledged it. A
 * registry is a row with its patterns, its sealed fields and its audit event: all of them or none. Behind
 * each one come pulls, which are written on a thread of their own, and the report of how the first of them ended.
 *
 *   node writer.ts <database> <first number> <how many> <pause in milliseconds> <pulls behind each>
 */
const [path = "", first = "0", count = "0", pauseMs = "0", pulls = "1"] = process.argv.slice(2);
const store = openSqliteStore(path, {
  onBroken: () => {
    writeSync(1, "broken\n");
    process.exit(74);
  },
});
writeSync(1, "open\n");
for (let number = Number(first); number < Number(first) + Number(count); number += 1) {
  const id = `reg_${number}`;
  try {
    const made = await store.registries.create({
      ...registry("org_a", { id, name: `R ${number}` }, [`r${number}.example.com/*`]),
      secret: sealed(1, "x".repeat(200)),
      audit: entry({ object: { kind: "registry", id, name: id } }),
    });
    writeSync(1, made.ok ? `ack ${number}\n` : `refused ${made.reason}\n`);
    for (let one = 0; one < Number(pulls); one += 1) {
      const pullId = `pul_${number}_${one}`;
      await store.pulls.record(pull("org_a", { id: pullId, imageName: `reg.io/${number % 5}` }));
      writeSync(1, `pulled ${pullId}\n`);
    }
    if (Number(pulls) > 0) {
      await store.pulls.report(end(`pul_${number}_0`, number % 3 === 0 ? "failed" : "succeeded"));
      writeSync(1, `ended ${number}\n`);
    }
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown";
    writeSync(1, `failed ${number} ${code}\n`);
  }
  if (Number(pauseMs) > 0) await wait(Number(pauseMs));
}
await store.close();

function end(id: string, status: "succeeded" | "failed"): PullReport {
  return {
    organizationId: "org_a",
    id,
    status,
    workerTokenId: "wtk_1",
    at: Date.now(),
    digest: null,
    durationMs: null,
    bytes: null,
    error: null,
    timing: null,
    slow: null,
    usualMs: null,
  };
}
