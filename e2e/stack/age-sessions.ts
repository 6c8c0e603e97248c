import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Berth } from "./start-berth.ts";

/** What counts of a session, as the database names it. */
type Age = { column: "confirmed_at" | "seen_at" | "started_at"; minutes: number };

/** Makes every session older in the database, where a test can't wait for it to get old. */
export function ageSessions({ dataDir }: Berth, ...ages: readonly Age[]): void {
  const database = new DatabaseSync(join(dataDir, "berth.db"), { timeout: 5_000 });
  for (const { column, minutes } of ages) {
    database.prepare(`update session set ${column} = ${column} - ?`).run(minutes * 60_000);
  }
  database.close();
}
