import { asc, getTableColumns, getTableName, sql, type SQL } from "drizzle-orm";
import { getTableConfig, type PgColumn, type PgTable } from "drizzle-orm/pg-core";
import { canonicalJson } from "./canonical-json.ts";
import type { Db } from "./engine.ts";
import { schema as postgresTables } from "./postgres/schema.ts";
import { schema as sqliteTables } from "./sqlite/schema.ts";

const pageRows = 500;

/** A row that is not in both databases as the same. */
export type Difference = { table: string; key: string; what: "missing" | "different" | "added" };

type Row = Record<string, unknown>;

/** Copies every row, tables that others point to first. Gives the number of rows by table. */
export async function copyRows(from: Pick<Db, "select">, to: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [name, table] of inOrder()) {
    let copied = 0;
    for await (const rows of pages(from, sqliteTables[name])) {
      await to.insert(table).values(rows);
      copied += rows.length;
    }
    counts[getTableName(table)] = copied;
  }
  return counts;
}

/** Compares both databases row by row, in the order of their keys; stops at the first that differs. */
export async function compareRows(
  one: Pick<Db, "select">,
  other: Pick<Db, "select">,
): Promise<Difference | null> {
  for (const [name, table] of inOrder()) {
    const keys = keyColumns(table).map(([key]) => key);
    const left = rowsOf(one, sqliteTables[name]);
    const right = rowsOf(other, table);
    for (;;) {
      const [a, b] = [await left.next(), await right.next()];
      if (a.done === true && b.done === true) break;
      const keyOf = (row: Row) => keys.map((column) => plain(row[column]));
      const found = (row: Row, what: Difference["what"]) => {
        return { table: getTableName(table), key: JSON.stringify(keyOf(row)), what };
      };
      if (a.done === true) return found(b.value as Row, "added");
      if (b.done === true) return found(a.value, "missing");
      const order = compareKeys(keyOf(a.value), keyOf(b.value));
      if (order < 0) return found(a.value, "missing");
      if (order > 0) return found(b.value, "added");
      if (textOf(a.value) !== textOf(b.value)) return found(a.value, "different");
    }
  }
  return null;
}

type TableName = keyof typeof postgresTables;

/** Every table behind those that its foreign keys name. */
function inOrder(): [TableName, PgTable][] {
  const waiting = new Map(Object.entries(postgresTables) as [TableName, PgTable][]);
  const ordered: [TableName, PgTable][] = [];
  while (waiting.size > 0) {
    const names = new Set([...waiting.values()].map((table) => getTableName(table)));
    const ready = [...waiting].filter(([, table]) =>
      getTableConfig(table).foreignKeys.every((key) => {
        const target = getTableName(key.reference().foreignTable);
        return target === getTableName(table) || !names.has(target);
      }),
    );
    if (ready.length === 0) throw new Error("the tables point to each other in a circle");
    for (const entry of ready) {
      ordered.push(entry);
      waiting.delete(entry[0]);
    }
  }
  return ordered;
}

async function* rowsOf(db: Pick<Db, "select">, table: PgTable): AsyncGenerator<Row, void> {
  for await (const rows of pages(db, table)) yield* rows;
}

/** Both engines compare keys byte by byte, so that both give their rows in the same order. */
async function* pages(db: Pick<Db, "select">, table: PgTable): AsyncGenerator<Row[]> {
  const keys = keyColumns(table);
  const list = (items: SQL[]) => sql`(${sql.join(items, sql`, `)})`;
  let last: Row | undefined;
  for (;;) {
    const after =
      last === undefined
        ? undefined
        : sql`${list(keys.map(([, column]) => sql`${column}`))} > ${list(
            keys.map(([key, column]) => sql`${sql.param(last?.[key], column)}`),
          )}`;
    const rows: Row[] = await db
      .select()
      .from(table)
      .where(after)
      .orderBy(...keys.map(([, column]) => asc(column)))
      .limit(pageRows);
    if (rows.length > 0) yield rows;
    if (rows.length < pageRows) return;
    last = rows.at(-1);
  }
}

/** The primary key's columns with the names that rows have them under. */
function keyColumns(table: PgTable): [string, PgColumn][] {
  const columns = Object.entries(getTableColumns(table));
  const twin = Object.values(postgresTables).find(
    (one) => getTableName(one) === getTableName(table),
  );
  const [composite] = getTableConfig(twin as PgTable).primaryKeys;
  const names = composite?.columns.map((column) => column.name);
  const keys =
    names === undefined
      ? columns.filter(([, column]) => column.primary)
      : names.flatMap((name) => columns.filter(([, column]) => column.name === name));
  if (keys.length === 0) throw new Error(`${getTableName(table)} has no key`);
  return keys;
}

/** As both databases order them: numbers by value, texts by their bytes. */
function compareKeys(one: readonly unknown[], other: readonly unknown[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index];
    const order =
      typeof value === "number" && typeof against === "number"
        ? value - against
        : Buffer.compare(Buffer.from(String(value)), Buffer.from(String(against)));
    if (order !== 0) return order;
  }
  return 0;
}

function textOf(row: Row): string {
  return canonicalJson(Object.fromEntries(Object.entries(row).map(([k, v]) => [k, plain(v)])));
}

function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString("hex");
  return value instanceof Date ? value.getTime() : value;
}
