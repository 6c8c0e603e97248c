import type { Client } from "pg";
import type { DatabaseState } from "../database-state.ts";
import type { Instance, KeyringEntry, WrappedKey } from "../rows.ts";
import { StoreError } from "../store-error.ts";
import { toStoreError } from "./driver-error.ts";
import { appliedSchema, knownSchema } from "./migrate.ts";

/** Oldest version that still gets fixes. */
const versionMin = 140_000;

/** Looks into a database without changing it. Throws `StoreError` where it can't be used. */
export async function inspectDatabase(client: Client): Promise<DatabaseState> {
  try {
    await requireUsable(client);
    return await read(client);
  } catch (err) {
    throw toStoreError(err);
  }
}

async function requireUsable(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version,
     current_setting('server_encoding') as encoding`,
  );
  const { version = 0, encoding = "" } = rows[0] ?? {};
  if (version < versionMin) {
    throw new StoreError(
      "failed",
      `The server is older than PostgreSQL ${Math.floor(versionMin / 10_000)}.`,
    );
  }
  if (encoding !== "UTF8") {
    throw new StoreError("failed", `The database's encoding is ${encoding} instead of UTF8.`);
  }
}

async function read(client: Client): Promise<DatabaseState> {
  const found = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const tables = new Set(found.rows.map(({ name }) => name));
  if (tables.size === 0) return { kind: "empty" };
  const schema = await appliedSchema(client);
  if (schema === 0 || !tables.has("instance")) return { kind: "foreign" };
  const [instance] = await rowsOf<Instance>(
    client,
    `select id, schema, created_at as "createdAt" from instance`,
  );
  if (instance === undefined) {
    // A first start that died between its migration and its first row has kept nothing for anybody.
    const { rows } = await client.query<{ people: string }>(
      'select count(*) as people from "user"',
    );
    if (rows[0]?.people === "0") return { kind: "empty" };
    throw new StoreError("failed", "The database has people but no instance.");
  }
  return {
    kind: "berth",
    schema,
    known: knownSchema(),
    instance,
    keyring: await rowsOf<KeyringEntry>(
      client,
      `select kek_id as "kekId", provider, check_value as "checkValue", created_at as "createdAt", active
       from keyring order by created_at, kek_id`,
    ),
    keys: [
      ...(await rowsOf<WrappedKey>(
        client,
        `select null as "organizationId", ${keyColumns} from instance_key order by version`,
      )),
      ...(await rowsOf<WrappedKey>(
        client,
        `select organization_id as "organizationId", ${keyColumns} from org_key
         order by organization_id, version`,
      )),
    ],
  };
}

// Column by column: a newer database may have more.
const keyColumns = `key_id as "keyId", version, kek_id as "kekId", wrapped, row_version as "rowVersion",
  created_at as "createdAt", recovery, recovery_recipient as "recoveryRecipient"`;

/** The driver gives 64-bit integers as text. */
async function rowsOf<Row extends { createdAt: number }>(
  client: Client,
  query: string,
): Promise<Row[]> {
  const { rows } = await client.query<Omit<Row, "createdAt"> & { createdAt: string }>(query);
  return rows.map((row) => ({ ...row, createdAt: Number(row.createdAt) }) as unknown as Row);
}
