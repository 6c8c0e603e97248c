/**
 * A thread that adds pulls: the disk's time for a commit is spent here, and not by the thread that answers. It is
 * given groups of rows one after the other, and answers each once it is durable, or with what went wrong.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { Statement } from "better-sqlite3";
import { createCheckpoints } from "./checkpoints.ts";
import { assertSettings, openWriter, waitForNobody, type Handle } from "./open.ts";
import type { GroupAnswer, GroupOrder, PullWriterFacts } from "./pull-writer-words.ts";
import { beginAlone } from "./write-lock.ts";

const { path, statement } = workerData as PullWriterFacts;

type Open = { handle: Handle; insert: Statement; committed: () => void };
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
  return { handle, insert: handle.prepare(statement), committed: () => checkpoints.committed() };
}

async function add(
  { handle, insert, committed }: Open,
  rows: readonly unknown[][],
): Promise<GroupAnswer> {
  await beginAlone(handle);
  try {
    if (rows.some((values) => insert.run(values).changes === 0)) {
      handle.exec("ROLLBACK");
      return { kind: "taken" };
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
  return { kind: "durable" };
}

function close(): GroupAnswer {
  open?.handle.close();
  open = undefined;
  return { kind: "durable" };
}
