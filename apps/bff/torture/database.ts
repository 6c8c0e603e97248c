import Database from "better-sqlite3";
import { addOrganization } from "../src/store/contract/sample.ts";
import { openSqliteStore } from "../src/store/sqlite/store.ts";
import type { Child } from "./child.ts";

/** An empty database of this version with one organization in it. */
export async function makeDatabase(path: string): Promise<void> {
  const store = openSqliteStore(path);
  await addOrganization(store, { id: "org_a", slug: "a", name: "A" });
  await store.close();
}

export type Judged = {
  /** Acknowledged registries and pulls that are not there. */
  lost: number;
  /**
   * Registries that are there without their secret or their audit event, or the other way round; and days of which
   * another number of pulls is counted than is there, of a registry or of an image by how they ended.
   */
  halves: number;
  /** What SQLite finds wrong. */
  damage: number;
  kept: number;
};

const miscountedDays = `
  with there as (
    select registry_id as id, at / 86400000 as day, count(*) as pulls from pull
    where registry_id is not null and outcome <> 'refused' group by 1, 2
  ), counted as (select owner_id as id, day, pulls from pull_day where owner_kind = 'registry')
  select count(*) from there full join counted using (id, day) where there.pulls is not counted.pulls`;

const columns = ["started", "succeeded", "failed", "refused"];

/** What was pulled on a day that is counted otherwise than it is there, by how it ended and what was handed out. */
const miscountedImages = `
  with there as (
    select at / 86400000 as day, coalesce(registry_id, '') as registry, coalesce(project_id, '') as project,
      coalesce(image_name, '') as image, max(at) as last,
      ${columns.map((status) => `sum(status = '${status}') as ${status}`).join(", ")},
      sum(outcome = 'credential') as handed from pull group by 1, 2, 3, 4
  ), counted as (
    select day, registry_id as registry, project_id as project, image_name as image, last_at as last,
      ${columns.join(", ")}, handed_out as handed from pull_image_day
    where started + succeeded + failed + refused + handed_out <> 0
  )
  select count(*) from there full join counted using (day, registry, project, image)
  where ${[...columns, "handed", "last"].map((one) => `there.${one} is not counted.${one}`).join(" or ")}`;

/** Looks at what a writer has left, after SQLite has recovered its log. */
export function judge(
  path: string,
  acknowledged: ReadonlySet<number>,
  pulled: readonly string[] = [],
): Judged {
  const handle = new Database(path);
  try {
    const ids = (sql: string) => new Set(handle.prepare(sql).pluck().all() as string[]);
    const registries = ids("select id from registry");
    const secrets = ids("select distinct registry_id from registry_secret");
    const events = ids("select object_id from audit_event where action = 'registry.create'");
    const pulls = ids("select id from pull");
    const lostPulls = pulled.filter((id) => !pulls.has(id)).length;
    const all = new Set([...registries, ...secrets, ...events]);
    const whole = (id: string) => registries.has(id) && secrets.has(id) && events.has(id);
    const miscounted = [miscountedDays, miscountedImages]
      .map((sql) => handle.prepare(sql).pluck().get() as number)
      .reduce((sum, one) => sum + one);
    const found = handle.pragma("integrity_check") as { integrity_check: string }[];
    return {
      lost:
        lostPulls + [...acknowledged].filter((number) => !registries.has(`reg_${number}`)).length,
      halves: [...all].filter((id) => !whole(id)).length + miscounted,
      damage: found.filter((row) => row.integrity_check !== "ok").length,
      kept: registries.size,
    };
  } finally {
    handle.close();
  }
}

/** The numbers a writer was told that they are durable. */
export function acknowledgedBy({ lines }: Pick<Child, "lines">): number[] {
  return lines.flatMap((line) => {
    const number = /^ack (\d+)$/.exec(line)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

/** The ids of the pulls that a writer was told that they are durable. */
export function pulledBy({ lines }: Pick<Child, "lines">): string[] {
  return lines.flatMap((line) => (line.startsWith("pulled ") ? [line.slice(7)] : []));
}
