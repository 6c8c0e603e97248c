import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Harness } from "../contract/harness.ts";
import { storeContract } from "../store.contract.ts";
import { openSqliteStore } from "./store.ts";

const harness: Harness = {
  async open() {
    const folder = await mkdtemp(join(tmpdir(), "berth-store-"));
    const path = join(folder, "berth.db");
    const store = openSqliteStore(path);
    // A second connection, as another program would have it.
    const tamper = (statement: string) =>
      Promise.resolve().then(() => {
        const other = new Database(path);
        try {
          return void other.exec(statement);
        } finally {
          other.close();
        }
      });
    return {
      store,
      tamper,
      breakAudit: () =>
        tamper(
          "create trigger broken before insert on audit_event begin select raise(abort, 'broken'); end",
        ),
      letEventsChange: () =>
        tamper("drop trigger audit_event_no_update; drop trigger audit_event_no_delete"),
      async dispose() {
        await store.close();
        await rm(folder, { recursive: true });
      },
    };
  },
};

storeContract("SQLite", harness);
