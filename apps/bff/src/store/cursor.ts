import { desc, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Page } from "./ports/page.ts";

/** Where a page of a list by time ended. */
type Position = { at: number; id: string };

type Columns = Record<keyof Position, PgColumn | SQL>;

/**
 * The condition for rows behind a cursor in a list that runs from new to old; undefined for the first
 * page, null for a cursor that no page gave out.
 */
export function behind(cursor: string | undefined, columns: Columns): SQL | undefined | null {
  if (cursor === undefined) return undefined;
  const position = positionOf(cursor);
  if (position === null) return null;
  return sql`(${columns.at}, ${columns.id}) < (${position.at}, ${position.id})`;
}

/**
 * From new to old, as cursors run. The id is no bare column here: without knowing how often a value occurs, SQLite takes
 * an index that gives the whole order for better than one that finds the few rows that are asked for.
 */
export function newestFirst({ at, id }: { at: PgColumn; id: PgColumn }): SQL[] {
  return [desc(at), sql`${id} || '' desc`];
}

/** The condition for rows at a position and behind it; null for one that no page gave out. */
export function notAhead(head: string | undefined, columns: Columns): SQL | undefined | null {
  if (head === undefined) return undefined;
  const position = positionOf(head);
  if (position === null) return null;
  return sql`(${columns.at}, ${columns.id}) <= (${position.at}, ${position.id})`;
}

/** The condition for rows in front of a position, which came later; null for one that no page gave out. */
export function ahead(head: string, columns: { at: PgColumn; id: PgColumn }): SQL | null {
  const position = positionOf(head);
  if (position === null) return null;
  return sql`(${columns.at}, ${columns.id}) > (${position.at}, ${position.id})`;
}

/** Where a page of a list by name ended: the name as it is compared, which is unique in its list. */
export function formatNameCursor(key: string): string {
  return Buffer.from(key, "utf8").toString("base64url");
}

/** The name behind a cursor of a list by name; null for one that no page gave out. */
export function parseNameCursor(cursor: string): string | null {
  const key = Buffer.from(cursor, "base64url").toString("utf8");
  // PostgreSQL refuses a text with this character, and no name has one.
  const possible = key !== "" && !key.includes("\0");
  return possible && formatNameCursor(key) === cursor ? key : null;
}

/** As `toPage`, for a list by name. */
export function toNamePage<Row>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => string,
): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: page, next: more ? formatNameCursor(keyOf(last)) : null };
}

/** Cuts a list that was read one row longer than the page, and says where it goes on. */
export function toPage<Row>(
  rows: Row[],
  limit: number,
  position: (row: Row) => Position,
): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    next: rows.length > limit && last !== undefined ? formatCursor(position(last)) : null,
  };
}

export function formatCursor({ at, id }: Position): string {
  return `${at}.${id}`;
}

/** Where a page ended; null for a cursor that none gave out. */
export function positionOf(text: string): Position | null {
  const match = /^(\d{1,16})\.([A-Za-z0-9_-]{1,64})$/.exec(text);
  return match === null ? null : { at: Number(match[1]), id: match[2] ?? "" };
}
