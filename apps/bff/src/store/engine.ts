import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Schema } from "./schema/schema.ts";

type PgView = PgDatabase<PgQueryResultHKT>;

/** What both dialects understand alike. Count changed rows with `returning`, never with a driver's own result. */
export type Db = Pick<PgView, "select" | "selectDistinct" | "insert" | "update" | "delete">;

export type PullRow = Schema["pull"]["$inferInsert"];

export type PullDayRow = Schema["pullDay"]["$inferInsert"];

export type PullImageDayRow = Schema["pullImageDay"]["$inferInsert"];

/** A pull that has only begun: nothing of its report is known. */
export type NewPullRow = Omit<
  PullRow,
  "digest" | "durationMs" | "bytes" | "error" | "finishedAt" | "timing" | "slow" | "usualMs"
>;

/** What differs between engines: how a transaction runs, and where reads go. */
export type Engine = {
  tables: Schema;
  /** Single reads, outside of any transaction: they see what is committed. */
  db: Omit<Db, "insert" | "update" | "delete">;
  /**
   * Runs alone among writers and commits when `run` resolves; rolls back when it rejects. Nothing but
   * statements on the given database, and turns for others to read, may be awaited inside.
   */
  tx<Result>(run: (db: Db) => Promise<Result>): Promise<Result>;
  /**
   * Like `tx`, for statements that are right whatever others write meanwhile: several rows that are only
   * added, or one conditional update. Does not wait for its turn where the engine can do without.
   */
  append<Result>(run: (db: Db) => Promise<Result>): Promise<Result>;
  /**
   * Adds pulls and counts them in one transaction, in the quickest way this engine has. One that is there already and may
   * be is decided anew. Gives the places of those whose id is another's: they are left out.
   */
  addPulls(rows: readonly NewPullRow[]): Promise<readonly number[]>;
  /** Several reads of one moment. */
  snapshot<Result>(run: (db: Db) => Promise<Result>): Promise<Result>;
};

/** One command of the port: a refusal (`ok: false`) leaves nothing changed, whatever was written before it. */
export async function command<Result extends { ok: boolean }>(
  engine: Engine,
  run: (db: Db) => Promise<Result>,
): Promise<Result> {
  let refusal: Result | undefined;
  try {
    return await engine.tx(async (db) => {
      const result = await run(db);
      if (result.ok) return result;
      refusal = result;
      throw new RollBack();
    });
  } catch (err) {
    if (err instanceof RollBack && refusal !== undefined) return refusal;
    throw err;
  }
}

/** Undoes a command that refuses. */
export class RollBack extends Error {}
