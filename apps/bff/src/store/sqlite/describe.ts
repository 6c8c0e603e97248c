import Database from "better-sqlite3";
import { toStoreError } from "./driver-error.ts";
import { appliedSchema } from "./migrate.ts";

/** What a database holds, in numbers and heads. */
export type DatabaseFacts = {
  instance: string;
  schema: number;
  /** Ids of the key-encryption keys that wrap something in it. */
  keys: string[];
  /** Rows by table. */
  rows: Record<string, number>;
  audit: { organizationId: string; sequence: number; hash: string }[];
};

/** Counts what is in the database file at `path`, without changing it. Throws `StoreError`. */
export function describeDatabase(path: string): DatabaseFacts {
  let handle: Database.Database | undefined;
  try {
    const opened = new Database(path, { readonly: true, fileMustExist: true });
    handle = opened;
    const column = (text: string) => opened.prepare(text).pluck().all() as string[];
    const tables = column(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
    );
    const count = (table: string) =>
      opened.prepare(`select count(*) from "${table}"`).pluck().get() as number;
    const wrapping = tables.filter((table) => table === "org_key" || table === "instance_key");
    return {
      instance: opened.prepare("select id from instance").pluck().get() as string,
      schema: appliedSchema(opened),
      keys: [...new Set(wrapping.flatMap((table) => column(`select kek_id from ${table}`)))],
      rows: Object.fromEntries(tables.map((table) => [table, count(table)])),
      audit: opened
        .prepare(
          "select organization_id as organizationId, sequence, hash from audit_head order by organization_id",
        )
        .all() as DatabaseFacts["audit"],
    };
  } catch (err) {
    throw toStoreError(err);
  } finally {
    handle?.close();
  }
}

/** What SQLite finds wrong in the file: nothing where it is sound. */
export function integrityProblems(path: string): string[] {
  let handle: Database.Database | undefined;
  try {
    const opened = new Database(path, { readonly: true, fileMustExist: true });
    handle = opened;
    const found = opened.pragma("integrity_check(20)", { simple: false }) as {
      integrity_check: string;
    }[];
    const foreign = opened.pragma("foreign_key_check") as { table: string }[];
    return [
      ...found.map((row) => row.integrity_check).filter((text) => text !== "ok"),
      ...foreign.slice(0, 20).map(({ table }) => `a row of ${table} points at nothing`),
    ];
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    return [`it can't be read (${code})`];
  } finally {
    handle?.close();
  }
}
