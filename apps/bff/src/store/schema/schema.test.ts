import { getTableName, type Table } from "drizzle-orm";
import { getTableConfig as pgConfig, type PgTable } from "drizzle-orm/pg-core";
import { getTableConfig as sqliteConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { getAuthTables } from "better-auth/db";
import { organization } from "better-auth/plugins/organization";
import { expect, test } from "vitest";
import { pgKit, sqliteKit } from "./kit.ts";
import { makeSchema } from "./schema.ts";

const pg = makeSchema(pgKit);
const sqlite = makeSchema(sqliteKit);

/** What both engines must agree on, whatever each calls its types. */
function shapeOf(
  table: Table,
  config: ReturnType<typeof pgConfig> | ReturnType<typeof sqliteConfig>,
) {
  return {
    name: getTableName(table),
    columns: config.columns.map((column) => ({
      name: column.name,
      notNull: column.notNull,
      unique: column.isUnique,
      primary: column.primary,
      enum: column.enumValues,
    })),
    primaryKeys: config.primaryKeys.map((key) => key.columns.map((column) => column.name)),
    indexes: config.indexes.map(({ config: index }) => ({
      name: index.name,
      unique: index.unique,
      columns: index.columns.map((column) => ("name" in column ? column.name : "?")),
    })),
    foreignKeys: config.foreignKeys.map((key) => {
      const { columns, foreignColumns, foreignTable } = key.reference();
      return {
        columns: columns.map((column) => column.name),
        to: getTableName(foreignTable),
        foreign: foreignColumns.map((column) => column.name),
        onDelete: key.onDelete ?? "no action",
      };
    }),
  };
}

test("both engines get the same tables, columns, keys and indexes", () => {
  expect(Object.keys(sqlite)).toEqual(Object.keys(pg));
  for (const [key, table] of Object.entries(pg)) {
    const twin = sqlite[key as keyof typeof sqlite];
    expect(shapeOf(twin, sqliteConfig(twin as unknown as SQLiteTable)), key).toEqual(
      shapeOf(table, pgConfig(table as PgTable)),
    );
  }
});

test("every row of an organization carries the organization first in its key", () => {
  const global = new Set([
    "user",
    "organization",
    "session",
    "account",
    "verification",
    "instance",
    "keyring",
    "instance_key",
    "totp",
    "recovery_code",
    "passkey",
    "passkey_challenge",
    "support_staff",
    "job",
    "attempt_counter",
  ]);
  for (const table of Object.values(sqlite)) {
    const { name, columns, primaryKeys } = sqliteConfig(table as unknown as SQLiteTable);
    const column = columns.find((one) => one.name === "organization_id");
    expect(column === undefined, name).toBe(global.has(name));
    // The sign-in library insists on a key of one column; its rows are looked up by organization all the same.
    if (column === undefined || name === "member" || name === "invitation") continue;
    const key = primaryKeys[0]?.columns[0]?.name ?? columns.find((one) => one.primary)?.name;
    expect(key, name).toBe("organization_id");
  }
});

test("the sign-in library finds every table and field it writes, with the rules it counts on", () => {
  const wanted = getAuthTables({ plugins: [organization()], emailAndPassword: { enabled: true } });
  expect(Object.keys(wanted).toSorted()).toEqual([
    "account",
    "invitation",
    "member",
    "organization",
    "session",
    "user",
    "verification",
  ]);
  for (const [model, { fields }] of Object.entries(wanted)) {
    const table = sqlite[model as "user"] as unknown as Record<
      string,
      { notNull: boolean; isUnique: boolean; dataType: string }
    >;
    for (const [field, rule] of Object.entries(fields)) {
      const column = table[field];
      expect(column, `${model}.${field}`).toBeDefined();
      expect(column?.dataType, `${model}.${field}`).toBe(
        rule.type === "date" ? "date" : rule.type === "boolean" ? "boolean" : "string",
      );
      expect(column?.isUnique, `${model}.${field}`).toBe(rule.unique === true);
      // A column may be laxer than the library, never stricter.
      expect(column?.notNull === true && rule.required === false, `${model}.${field}`).toBe(false);
    }
  }
});
