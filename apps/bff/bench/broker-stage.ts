import { createImage, startFakeRegistry } from "@berth/fake-registries";
import { startAcme } from "../test/support/harness.ts";
import { addRegistry, pair } from "../test/support/registry.ts";
import { addProject, addWorker } from "../test/support/worker.ts";
import type { Store } from "../src/store/store.ts";
import { createLogger } from "../src/log.ts";

/** Patterns of the organization in all, the one that matches included. */
const patternCount = 1_000;
const patternsEach = 100;

/** An organization with many patterns, a registry that gives tokens, and a worker that pulls from it. */
export async function openBrokerStage() {
  const registry = await startFakeRegistry({
    dialect: "standard-token",
    accounts: [{ ...pair, pull: ["team/app"] }],
    images: { "team/app:1": createImage() },
  });
  const berth = await startAcme({
    allow: [registry.host],
    // As in production, with lines that go nowhere.
    log: createLogger({ level: "info", destination: { write: () => {} } }),
  });
  for (let from = 1; from < patternCount; from += patternsEach) {
    const count = Math.min(patternsEach, patternCount - from);
    const patterns = Array.from({ length: count }, (_, i) => `${registry.host}/p${from + i}/*`);
    await addRegistry(berth.owner, registry, { name: `Other ${from}`, patterns });
  }
  await addRegistry(berth.owner, registry, { patterns: [`${registry.host}/team/*`] });
  const commits = countCommits(berth.store.pulls);
  const project = await addProject(berth.owner, "training");
  const { token } = await addWorker(berth, project);
  const body = JSON.stringify({ image: `${registry.host}/team/app:1` });
  return {
    berth,
    registry,
    commits,
    /** What a worker sends, on any origin. */
    request: {
      path: "/api/v1/worker/pulls",
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
      },
      body,
    },
    close: async () => {
      await berth.close();
      await registry.close();
    },
  };
}

export type Commits = { rows: number; commits: number };

/**
 * Counts pulls that were written down, and how many commits they shared: those of one resolve together.
 * `only(false)`: from now on nothing is written, for what the same handler costs without.
 */
function countCommits(pulls: {
  record: Recording;
}): Commits & { only: (durable: boolean) => void } {
  const { record } = pulls;
  const counted = { rows: 0, commits: 0 };
  let open = false;
  const counting: Recording = async (pull) => {
    await record(pull);
    counted.rows += 1;
    if (open) return;
    open = true;
    counted.commits += 1;
    setImmediate(() => (open = false));
  };
  pulls.record = counting;
  return Object.assign(counted, {
    only: (durable: boolean) => {
      pulls.record = durable
        ? counting
        : () => new Promise((resolve) => void setImmediate(resolve));
    },
  });
}

type Recording = Store["pulls"]["record"];
