import * as p from "drizzle-orm/pg-core";
import * as s from "drizzle-orm/sqlite-core";

/**
 * The column builders of one engine under common names. Every table is written once against them;
 * the PostgreSQL builders are the typed view, because drizzle has no core that both dialects share.
 * Moments are integers of milliseconds and JSON is text, so that both engines hold the same values.
 */
export const pgKit = {
  table: p.pgTable,
  text: (name: string) => pgText(name),
  int: (name: string) => p.integer(name),
  /** Milliseconds since the epoch, and other integers that outgrow 32 bits. */
  bigint: (name: string) => p.bigint(name, { mode: "number" }),
  bool: (name: string) => p.boolean(name),
  bytes: (name: string) => pgBytes(name),
  json: <Value>(name: string) => pgJson(name).$type<Value>(),
  enumText: <const Values extends [string, ...string[]]>(name: string, values: Values) =>
    p.text(name, { enum: values }),
  /** A `Date`, as the sign-in library's own tables want it. */
  date: (name: string) => p.timestamp(name, { withTimezone: true, mode: "date", precision: 3 }),
  primaryKey: p.primaryKey,
  foreignKey: p.foreignKey,
  index: p.index,
  uniqueIndex: p.uniqueIndex,
};

export type Kit = typeof pgKit;

// The cast is what the whole arrangement rests on; the parity test compares the tables of both kits.
export const sqliteKit = {
  table: s.sqliteTable,
  text: (name: string) => s.text(name),
  int: (name: string) => s.integer(name),
  bigint: (name: string) => s.integer(name),
  bool: (name: string) => s.integer(name, { mode: "boolean" }),
  bytes: (name: string) => s.blob(name, { mode: "buffer" }),
  json: (name: string) => s.text(name, { mode: "json" }),
  enumText: (name: string, values: [string, ...string[]]) => s.text(name, { enum: values }),
  date: (name: string) => s.integer(name, { mode: "timestamp_ms" }),
  primaryKey: s.primaryKey,
  foreignKey: s.foreignKey,
  index: s.index,
  uniqueIndex: s.uniqueIndex,
} as unknown as Kit;

// Compared byte by byte, as SQLite does: the order of lists must not follow the server's language, and an
// index must not break when the system's collations are upgraded.
const pgText = p.customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
});

const pgBytes = p.customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

const pgJson = p.customType<{ data: unknown; driverData: string }>({
  dataType: () => "text",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text) as unknown,
});
