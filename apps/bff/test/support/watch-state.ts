import Database from "better-sqlite3";
import type { Acme } from "./harness.ts";

export type OrganizationName = "acme" | "other";

/** `writes` rises with every commit; `rows` are the texts of an organization's rows, by table. */
export type State = {
  writes: number;
  rows: Record<OrganizationName, ReadonlyMap<string, string>>;
};

type Rows = Acme["rows"];

export function organizationTables(rows: Rows): { name: string; columns: string[] }[] {
  return tablesOf(rows).filter(({ columns }) => columns.includes("organization_id"));
}

function tablesOf(rows: Rows): { name: string; columns: string[] }[] {
  return rows(
    "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
  ).map(({ name }) => ({
    name: String(name),
    columns: rows(`select name from pragma_table_info('${String(name)}')`).map((row) =>
      String(row["name"]),
    ),
  }));
}

/** When something was last used: written behind the answer, whoever's turn it is by then. */
const volatile: ReadonlySet<string> = new Set([
  "last_active_at",
  "last_used_at",
  "last_used_address",
  "seen_at",
  "updated_at",
]);

/** What stands in the tables, by organization, and the way back to how it was. */
export function watchState(acme: Acme, organizationIds: Record<OrganizationName, string>) {
  const kept = `${acme.databasePath}.kept`;
  const reader = new Database(acme.databasePath, { readonly: true });
  const writer = new Database(acme.databasePath);
  writer.pragma("foreign_keys = OFF");
  writer.pragma("synchronous = OFF");
  writer.exec(`vacuum into '${kept}'`);
  writer.exec(`attach '${kept}' as kept`);
  const tables = tablesOf(acme.rows);
  const reads = tables.flatMap(({ name, columns }) => {
    const owner = ownerOf(name, columns);
    const steady = columns.filter((column) => !volatile.has(column)).map((one) => `"${one}"`);
    if (owner === null) return [];
    const where = `${owner.column} ${owner.ofPeople ? "in (select user_id from member where organization_id = ?)" : "= ?"}`;
    return [
      { name, read: reader.prepare(`select ${steady.join()} from "${name}" where ${where}`).raw() },
    ];
  });
  // Without them a caller would ask in vain from then on.
  const access = reader.prepare(
    `select 'session' || id from session union all select 'member' || id || role from member
     union all select 'organization' || slug from organization union all select 'totp' || person_id from totp
     union all select 'account' || password from account
     union all select 'api' || id from api_token where revoked_at is null
     union all select 'worker' || id from worker_token where revoked_at is null
     union all select 'visit' || id from support_visit where ended_at is null`,
  );
  const readAccess = () => access.pluck().all() as string[];
  const accessAtStart = readAccess();
  const triggers = acme.rows("select name, sql from sqlite_schema where type = 'trigger'");
  let restored = 0;
  const restoreAll = writer.transaction(() => {
    for (const { name } of triggers) writer.exec(`drop trigger "${String(name)}"`);
    for (const { name } of tables) {
      writer.exec(
        `delete from main."${name}"; insert into main."${name}" select * from kept."${name}"`,
      );
    }
    for (const { sql } of triggers) writer.exec(String(sql));
    restored += 1;
    // What the server keeps in memory goes by these, which only rise.
    writer.exec(`update organization_revision set revision = revision + ${restored * 100_000}`);
    writer.exec(`update pattern_revision set revision = revision + ${restored * 100_000}`);
    const now = Date.now();
    writer.exec(`update session set started_at = ${now}, confirmed_at = ${now}, seen_at = ${now}`);
  });
  const rowsOf = (org: OrganizationName): ReadonlyMap<string, string> =>
    new Map(reads.map(({ name, read }) => [name, textOf(read.all(organizationIds[org]))]));
  let known: State | null = null;
  return {
    /** Reads the tables only where something was written since. */
    read: (): State => {
      const writes = reader.pragma("data_version", { simple: true }) as number;
      if (known?.writes !== writes) {
        known = { writes, rows: { acme: rowsOf("acme"), other: rowsOf("other") } };
      }
      return known;
    },
    /** Whether everybody may still ask for what they could ask for at the start. */
    mayAllAsk: () => {
      const now = new Set(readAccess());
      return accessAtStart.every((one) => now.has(one)) && !needsFactor();
    },
    restore: () => {
      restoreAll.immediate();
    },
    end: () => {
      reader.close();
      writer.close();
    },
  };

  function needsFactor(): boolean {
    const [row] = reader
      .prepare("select count(*) as n from security_setting where managers_need_second_factor = 1")
      .all() as { n: number }[];
    return row !== undefined && row.n > 0;
  }
}

function textOf(rows: unknown[]): string {
  const cell = (value: unknown) => (Buffer.isBuffer(value) ? value.toString("hex") : String(value));
  return (rows as unknown[][]).map((row) => row.map(cell).join("|")).join("\n");
}

/** Whose a row is: an organization's, or that of one of its people. */
function ownerOf(table: string, columns: string[]): { column: string; ofPeople: boolean } | null {
  if (columns.includes("organization_id")) return { column: "organization_id", ofPeople: false };
  if (table === "organization") return { column: "id", ofPeople: false };
  if (table === "user") return { column: "id", ofPeople: true };
  const person = ["user_id", "person_id"].find((one) => columns.includes(one));
  return person === undefined ? null : { column: person, ofPeople: true };
}
