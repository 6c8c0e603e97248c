import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Db, Engine } from "../engine.ts";
import { createMutex } from "../mutex.ts";
import { StoreError } from "../store-error.ts";
import { createCheckpoints } from "./checkpoints.ts";
import { toStoreError } from "./driver-error.ts";
import { keptStatements } from "./kept-statements.ts";
import { assertSettings, waitForNobody, type Handle } from "./open.ts";
import { createPullWriter } from "./pull-writer.ts";
import { schema } from "./schema.ts";
import { beginAlone, createPauses } from "./write-lock.ts";

/** Three handles on one file: `writer` for transactions, `reader` for single reads, `snapshots` for several. */
export type Handles = { writer: Handle; reader: Handle; snapshots: Handle };

type Prepare = ReturnType<typeof keptStatements>;

export type SqliteEngine = Engine & {
  /** Statements that read what is committed. */
  reading: Prepare;
  /** Runs synchronous work with the writer's statements, alone and in a transaction of its own. */
  alone<Result>(work: (prepare: Prepare) => Result): Promise<Result>;
  /** Runs `closeAll` once nobody writes any more. */
  close(closeAll: () => void): Promise<void>;
  /** An error in the store's words; the first that means a broken database ends all writing. */
  translate(this: void, err: unknown): unknown;
};

/**
 * better-sqlite3 runs a transaction callback synchronously and commits before an awaited statement has
 * run, so BEGIN and COMMIT are ours, and a mutex keeps other writers out in between. Reads go to other
 * handles, because the writer's own sees what is not committed yet. Pulls are added on a thread of their own, within
 * the same mutex, so that no connection of this process ever waits for another inside SQLite.
 *
 * `onBroken` is called once, after an I/O error: the kernel may have dropped pages that SQLite believes
 * written, so nothing may be acknowledged from then on.
 */
export function sqliteEngine(handles: Handles, onBroken: (err: StoreError) => void): SqliteEngine {
  const { writer, snapshots } = handles;
  waitForNobody(writer);
  const pauses = createPauses();
  const writing = createMutex();
  const reading = createMutex();
  const write = keptStatements(writer);
  const writerDb = asDb(write);
  const pulls = createPullWriter(writer.name);
  const read = keptStatements(handles.reader);
  const snapshotDb = asDb(keptStatements(snapshots));
  const checkpoints = createCheckpoints(writer);
  let broken: StoreError | undefined;
  let proven = false;

  function exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    return writing(async () => {
      if (broken !== undefined) throw broken;
      try {
        return await work();
      } catch (err) {
        throw translate(err);
      }
    });
  }

  function writeAlone<Result>(work: () => Promise<Result>): Promise<Result> {
    return exclusively(async () => {
      await pauses.before();
      await beginAlone(writer);
      const result = await ended(writer, work).finally(pauses.ended);
      if (!proven) {
        assertSettings(writer);
        proven = true;
      }
      checkpoints.committed();
      return result;
    });
  }

  function translate(cause: unknown): unknown {
    const err = toStoreError(cause);
    if (err instanceof StoreError && err.code === "broken" && broken === undefined) {
      broken = err;
      onBroken(err);
    }
    return err;
  }

  const tx: SqliteEngine["tx"] = (run) => writeAlone(() => run(writerDb));

  return {
    translate,
    tables: schema,
    reading: read,
    db: asDb(read),

    tx,
    append: tx,

    addPulls: (rows) =>
      exclusively(async () => {
        await pauses.before();
        return await pulls.add(rows).finally(pauses.ended);
      }),

    snapshot: (run) =>
      reading(async () => {
        try {
          snapshots.exec("BEGIN");
          return await ended(snapshots, () => run(snapshotDb));
        } catch (err) {
          throw translate(err);
        }
      }),

    // oxlint-disable-next-line require-await -- synchronous work within what may be awaited
    alone: (work) => writeAlone(async () => work(write)),

    close: (closeAll) =>
      exclusively(async () => {
        try {
          await pulls.close();
        } finally {
          closeAll();
        }
      }),
  };
}

/** Commits what has begun when `run` resolves, and undoes it when it rejects. */
async function ended<Result>(handle: Handle, run: () => Promise<Result>): Promise<Result> {
  try {
    const result = await run();
    handle.exec("COMMIT");
    return result;
  } catch (err) {
    // Some errors, a full disk among them, have rolled back already.
    if (handle.inTransaction) handle.exec("ROLLBACK");
    throw err;
  }
}

/** The statements the store uses behave alike in both dialects; the contract suite proves it. */
function asDb(prepare: Prepare): Db {
  // Of a handle the query builder uses this alone: transactions are ours.
  return drizzle({ client: { prepare } as Handle }) as unknown as Db;
}
