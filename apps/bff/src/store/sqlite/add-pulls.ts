import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { decidedAnew, isAskedAgain } from "../asked-again.ts";
import type { NewPullRow, PullRow } from "../engine.ts";
import type { CountedPull } from "../pull-tally.ts";
import { schema } from "./schema.ts";

/** What comes with the report of how a pull ended; empty until then. */
const later: ReadonlySet<string> = new Set<Exclude<keyof PullRow, keyof NewPullRow>>([
  "digest",
  "durationMs",
  "bytes",
  "error",
  "finishedAt",
  "timing",
  "slow",
  "usualMs",
]);

const columns = Object.entries(getTableColumns(schema.pull)).filter(([key]) => !later.has(key));

/** The statements that add pulls, without the builder, whose own work costs more than the insert. */
export type PullStatements = {
  /** Adds a pull, or changes no row where there is one with its id. */
  add: string;
  /** The same, which decides one with its id anew, or changes no row where that is another's. */
  decideAnew: string;
  /** What was counted for the pull of an organization with an id: the columns of a {@link CountedPull}. */
  former: string;
  /** Adds to the count of a day: organization, kind and id of whom it is of, day, pulls, time of the last. */
  count: string;
  /** Adds to the count of what was pulled on a day, with what {@link imageDayValues} gives; changes no row where none is. */
  countImage: string;
  /** The same, where no row is. An upsert takes twice as long as the other, which nearly always finds its row. */
  beginImage: string;
};

export function pullStatements(): PullStatements {
  const names = columns.map(([, column]) => `"${column.name}"`).join(", ");
  const places = columns.map(() => "?").join(", ");
  const add = `insert into "${getTableName(schema.pull)}" (${names}) values (${places}) on conflict`;
  const anew = decidedAnew(schema.pull).map(([, name]) => `"${name}" = excluded."${name}"`);
  return {
    add: `${add} do nothing`,
    decideAnew: `${add} ("organization_id", "id") do update set ${anew.join(", ")} where ${isAskedAgain}`,
    former: `select "organization_id" as "organizationId", "at", "outcome", "status", "registry_id" as "registryId", "project_id" as "projectId", "image_name" as "imageName" from "pull" where "organization_id" = ? and "id" = ?`,
    count: `insert into "pull_day" ("organization_id", "owner_kind", "owner_id", "day", "pulls", "last_at") values (?, ?, ?, ?, ?, ?) on conflict do update set "pulls" = "pulls" + excluded."pulls", "last_at" = max("last_at", excluded."last_at")`,
    countImage: `update "pull_image_day" set ${sums.map((sum) => `${sum} = ${sum} + ?`).join(", ")}, "last_at" = max("last_at", ?) where ${imageKey.map((name) => `${name} = ?`).join(" and ")}`,
    beginImage: `insert into "pull_image_day" (${sums.join(", ")}, "last_at", ${imageKey.join(", ")}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  };
}

const { started, succeeded, failed, refused, handedOut, ...image } = schema.pullImageDay;
const quoted = (column: PgColumn) => `"${column.name}"`;
const sums = [started, succeeded, failed, refused, handedOut].map(quoted);
const { organizationId, day, registryId, projectId, imageName } = image;
const imageKey = [organizationId, day, registryId, projectId, imageName].map(quoted);

/** What to bind for a pull: texts, numbers and null alone. */
export function pullValues(row: NewPullRow): unknown[] {
  return columns.map(([key, column]) => {
    const value = (row as Record<string, unknown>)[key] ?? null;
    return value === null ? null : column.mapToDriverValue(value);
  });
}

/** Where the values of a pull stand that it is known and counted by. */
export function pullPlaces(): PullPlaces {
  return Object.fromEntries(columns.map(([key], index) => [key, index])) as PullPlaces;
}

export type PullPlaces = Record<keyof CountedPull | "id", number>;
