import { and, asc, desc, eq, sql } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import { command, type Db, type Engine } from "./engine.ts";
import type { WrappedKey } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { InstanceStore } from "./ports/instance.ts";
import type { KeyPlace, KeyStore } from "./ports/key.ts";

export function keyStore(engine: Engine): KeyStore {
  const { db, tables } = engine;
  const { keyring, orgKey, instanceKey } = tables;
  const ofOrganization = { organizationId: orgKey.organizationId, ...columnsOf(orgKey) };

  return {
    keyring: () => db.select().from(keyring).orderBy(asc(keyring.createdAt), asc(keyring.kekId)),

    async addKek(entry) {
      await engine.tx((tx) => tx.insert(keyring).values(entry).onConflictDoNothing());
    },

    activateKek: (kekId) =>
      command(engine, async (tx) => {
        const known = await tx
          .update(keyring)
          .set({ active: true })
          .where(eq(keyring.kekId, kekId))
          .returning();
        if (known.length === 0) return { ok: false, reason: "not_found" };
        await tx
          .update(keyring)
          .set({ active: false })
          .where(sql`${keyring.kekId} <> ${kekId}`);
        return { ok: true };
      }),

    removeKek: (kekId) =>
      command(engine, async (tx) => {
        const keys = (await readAllKeys(tx, tables)).filter((key) => key.kekId === kekId).length;
        if (keys > 0) return { ok: false, reason: "in_use", keys };
        const [entry] = await tx
          .select({ active: keyring.active })
          .from(keyring)
          .where(eq(keyring.kekId, kekId));
        if (entry === undefined) return { ok: false, reason: "not_found" };
        if (entry.active) return { ok: false, reason: "in_use", keys: 0 };
        await tx.delete(keyring).where(eq(keyring.kekId, kekId));
        return { ok: true };
      }),

    allKeys: () => engine.snapshot((tx) => readAllKeys(tx, tables)),

    orgKeys: (organizationId) =>
      db
        .select(ofOrganization)
        .from(orgKey)
        .where(eq(orgKey.organizationId, organizationId))
        .orderBy(desc(orgKey.version)),

    async orgKey(organizationId, keyId) {
      const [row] = await db
        .select(ofOrganization)
        .from(orgKey)
        .where(and(eq(orgKey.organizationId, organizationId), eq(orgKey.keyId, keyId)));
      return row ?? null;
    },

    addOrgKey: ({ key, audit }) =>
      command(engine, async (tx) => {
        const { organizationId, version } = key;
        const [newest] = await tx
          .select({ version: orgKey.version })
          .from(orgKey)
          .where(eq(orgKey.organizationId, organizationId))
          .orderBy(desc(orgKey.version))
          .limit(1);
        if (newest?.version !== version - 1) return { ok: false, reason: "outdated" };
        await tx.insert(orgKey).values(key);
        await appendAudit(tx, tables, organizationId, audit);
        return { ok: true };
      }),

    addInstanceKey: (key) =>
      command(engine, async (tx) => {
        const standing = await tx.select({ keyId: instanceKey.keyId }).from(instanceKey).limit(1);
        if (standing.length > 0) return { ok: false, reason: "already_there" };
        const { organizationId: _none, ...columns } = key;
        await tx.insert(instanceKey).values(columns);
        return { ok: true };
      }),

    rewrap: ({ place, kekId, wrapped }) =>
      engine.tx((tx) => changeKey(tx, tables, place, { kekId, wrapped })),

    setRecovery: ({ place, recipient, recovery }) =>
      engine.tx((tx) => changeKey(tx, tables, place, { recovery, recoveryRecipient: recipient })),
  };
}

/** The instance's own first, then those of the organizations, each from old to new. */
async function readAllKeys(
  db: Pick<Db, "select">,
  { orgKey, instanceKey }: Schema,
): Promise<WrappedKey[]> {
  const own = await db
    .select(columnsOf(instanceKey))
    .from(instanceKey)
    .orderBy(asc(instanceKey.version));
  const theirs = await db
    .select({ organizationId: orgKey.organizationId, ...columnsOf(orgKey) })
    .from(orgKey)
    .orderBy(asc(orgKey.organizationId), asc(orgKey.version));
  return [...own.map((key) => ({ organizationId: null, ...key })), ...theirs];
}

/** False where somebody else changed the row in between. */
async function changeKey(
  db: Db,
  { orgKey, instanceKey }: Schema,
  { organizationId, keyId, rowVersion }: KeyPlace,
  columns: Partial<{
    kekId: string;
    wrapped: Buffer;
    recovery: Buffer;
    recoveryRecipient: string;
  }>,
): Promise<boolean> {
  const table = organizationId === null ? instanceKey : orgKey;
  const changed = await db
    .update(table)
    .set({ ...columns, rowVersion: rowVersion + 1 })
    .where(
      and(
        eq(table.keyId, keyId),
        eq(table.rowVersion, rowVersion),
        organizationId === null ? undefined : eq(orgKey.organizationId, organizationId),
      ),
    )
    .returning({ keyId: table.keyId });
  return changed.length === 1;
}

function columnsOf(table: Schema["orgKey"] | Schema["instanceKey"]) {
  const { keyId, version, kekId, wrapped, rowVersion, createdAt } = table;
  const { recovery, recoveryRecipient } = table;
  return { keyId, version, kekId, wrapped, rowVersion, createdAt, recovery, recoveryRecipient };
}

export function instanceStore(engine: Engine): InstanceStore {
  const { instance, keyring } = engine.tables;
  return {
    async read() {
      const [row] = await engine.db.select().from(instance).limit(1);
      return row ?? null;
    },

    initialise: (start) =>
      command(engine, async (db) => {
        const standing = await db.select({ id: instance.id }).from(instance).limit(1);
        if (standing.length > 0) return { ok: false, reason: "already_initialised" };
        await db.insert(instance).values(start.instance);
        await db.insert(keyring).values(start.keyring);
        return { ok: true };
      }),
  };
}
