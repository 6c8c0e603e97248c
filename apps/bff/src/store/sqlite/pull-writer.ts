import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import type { NewPullRow } from "../engine.ts";
import { StoreError } from "../store-error.ts";
import { pullPlaces, pullStatements, pullValues } from "./add-pulls.ts";
import type { GroupAnswer, GroupOrder, PullWriterFacts } from "./pull-writer-words.ts";

export type PullWriter = {
  /**
   * Adds pulls in one transaction and resolves once they are durable, with the places of those that were left out because
   * their id is another's. One group at a time.
   */
  add(rows: readonly NewPullRow[]): Promise<readonly number[]>;
  /** Closes its connection. Nothing can be added afterwards. */
  close(): Promise<void>;
};

/**
 * Adds pulls on a thread of its own, with a connection of its own, to the database at `path`. The thread starts with
 * the first group: a command beside the server adds none. Two connections that write would wait for one another inside
 * SQLite, with their whole thread: whoever calls lets nothing else write until `add` has ended.
 */
export function createPullWriter(path: string, program = threadProgram): PullWriter {
  const facts: PullWriterFacts = { path, statements: pullStatements(), places: pullPlaces() };
  let thread: Thread | undefined;
  let closed = false;

  return {
    async add(rows) {
      if (closed) throw new StoreError("unavailable", "The database is closed.");
      thread ??= startThread(program, facts, () => (thread = undefined));
      const answer = await thread.ask(JSON.stringify(rows.map(pullValues)));
      if (answer.kind === "failed") throw toError(answer);
      return answer.taken;
    },
    async close() {
      closed = true;
      await thread?.end();
    },
  };
}

const threadProgram = new URL("pull-writer-thread.ts", import.meta.url);

type Thread = { ask(rows: string): Promise<GroupAnswer>; end(): Promise<void> };

function startThread(program: URL, facts: PullWriterFacts, onEnd: () => void): Thread {
  const worker = new Worker(program, {
    workerData: facts,
    // What the operator has loaded into the server, tracing above all, has nothing to do here.
    env: {},
    execArgv: [],
  });
  let waiting:
    | { resolve: (answer: GroupAnswer) => void; reject: (err: unknown) => void }
    | undefined;
  let why: unknown;
  worker.unref();
  worker.on("message", (answer: GroupAnswer) => {
    worker.unref();
    waiting?.resolve(answer);
    waiting = undefined;
  });
  worker.on("error", (err) => (why = err));
  // By now its connection is closed, and a transaction that was under way is carried out or undone.
  worker.on("exit", () => {
    onEnd();
    const message =
      "The thread that writes pulls ended; whether it wrote the last ones is not known.";
    waiting?.reject(new StoreError("uncertain", message, why));
    waiting = undefined;
  });
  const ask = (order: GroupOrder): Promise<GroupAnswer> =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      // Whoever waits for a commit keeps the process alive.
      worker.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, which has no origin
      worker.postMessage(order);
    });
  return {
    ask,
    async end() {
      await ask(null);
      await worker.terminate();
    },
  };
}

/** The driver's error as it was thrown on the other thread. */
function toError({ message, code }: Extract<GroupAnswer, { kind: "failed" }>): Error {
  return code === null ? new Error(message) : new Database.SqliteError(message, code);
}
