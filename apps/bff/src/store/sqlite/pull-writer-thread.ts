/**
 * A thread that adds pulls: the disk's time for a commit is spent here, and not by the thread that answers. It is
 * given groups of rows one after the other, and answers each once it is durable, or with what went wrong.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { Statement } from "better-sqlite3";
import { imageDayValues, tallyImages } from "../pull-image-tally.ts";
import { tally, type CountedPull, type PullChange } from "../pull-tally.ts";
import type { PullStatements } from "./add-pulls.ts";
import { createCheckpoints } from "./checkpoints.ts";
import { assertSettings, openWriter, waitForNobody, type Handle } from "./open.ts";
import type { GroupAnswer, GroupOrder, PullWriterFacts } from "./pull-writer-words.ts";
import { beginAlone } from "./write-lock.ts";

const { path, statements, places } = workerData as PullWriterFacts;

type Open = Record<keyof PullStatements, Statement> & { handle: Handle; committed: () => void };
let open: Open | undefined;
let proven = false;

parentPort?.on("message", (order: GroupOrder) => {
  if (order === null) reply(close());
  else void carryOut(order).then(reply);
});

function reply(answer: GroupAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of Node's, which has no origin
  parentPort?.postMessage(answer);
}

async function carryOut(rows: string): Promise<GroupAnswer> {
  try {
    open ??= begin();
    return await add(open, JSON.parse(rows) as unknown[][]);
  } catch (err) {
    const { message, code = null } = err as Error & { code?: string };
    return { kind: "failed", message, code };
  }
}

function begin(): Open {
  const handle = openWriter(path);
  waitForNobody(handle);
  const checkpoints = createCheckpoints(handle);
  return {
    handle,
    add: handle.prepare(statements.add),
    decideAnew: handle.prepare(statements.decideAnew),
    former: handle.prepare(statements.former),
    count: handle.prepare(statements.count),
    countImage: handle.prepare(statements.countImage),
    beginImage: handle.prepare(statements.beginImage),
    committed: () => checkpoints.committed(),
  };
}

async function add(open: Open, rows: readonly unknown[][]): Promise<GroupAnswer> {
  const { handle, committed } = open;
  let taken: number[];
  await beginAlone(handle);
  try {
    const added = addEach(open, rows);
    const { changes } = added;
    taken = added.taken;
    for (const { organizationId, ownerKind, ownerId, day, pulls, lastAt } of tally(changes)) {
      open.count.run(organizationId, ownerKind, ownerId, day, pulls, lastAt);
    }
    for (const row of tallyImages(changes)) {
      const values = imageDayValues(row);
      if (open.countImage.run(values).changes === 0) open.beginImage.run(values);
    }
    handle.exec("COMMIT");
  } catch (err) {
    // Some errors, a full disk among them, have rolled back already.
    if (handle.inTransaction) handle.exec("ROLLBACK");
    throw err;
  }
  if (!proven) {
    assertSettings(handle);
    proven = true;
  }
  committed();
  return { kind: "durable", taken };
}

/** What there is to count now, and the places of those whose id is another pull's. */
function addEach(
  { add, decideAnew, former }: Open,
  rows: readonly unknown[][],
): { changes: PullChange[]; taken: number[] } {
  const changes: PullChange[] = [];
  const taken: number[] = [];
  for (const [at, values] of rows.entries()) {
    const pull = countedOf(values);
    if (add.run(values).changes === 1) {
      changes.push({ pull, by: 1 });
      continue;
    }
    const before = former.get(pull.organizationId, values[places.id]) as CountedPull;
    if (decideAnew.run(values).changes === 0) {
      taken.push(at);
      continue;
    }
    changes.push({ pull: before, by: -1 }, { pull: { ...pull, at: before.at }, by: 1 });
  }
  return { changes, taken };
}

function countedOf(values: readonly unknown[]): CountedPull {
  return {
    organizationId: values[places.organizationId],
    at: values[places.at],
    outcome: values[places.outcome],
    status: values[places.status],
    registryId: values[places.registryId],
    projectId: values[places.projectId],
    imageName: values[places.imageName],
  } as CountedPull;
}

function close(): GroupAnswer {
  open?.handle.close();
  open = undefined;
  return { kind: "durable", taken: [] };
}
