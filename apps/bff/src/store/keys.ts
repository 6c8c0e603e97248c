import { and, asc, desc, eq } from "drizzle-orm";
import { command, type Engine } from "./engine.ts";
import type { InstanceStore, KeyStore } from "./store.ts";

export function keyStore({ db, tables: { keyring, orgKey } }: Engine): KeyStore {
  const columns = {
    organizationId: orgKey.organizationId,
    keyId: orgKey.keyId,
    version: orgKey.version,
    kekId: orgKey.kekId,
    wrapped: orgKey.wrapped,
    createdAt: orgKey.createdAt,
  };
  return {
    keyring: () => db.select().from(keyring).orderBy(asc(keyring.createdAt), asc(keyring.kekId)),

    allOrgKeys: () =>
      db.select(columns).from(orgKey).orderBy(asc(orgKey.organizationId), asc(orgKey.version)),

    orgKeys: (organizationId) =>
      db
        .select(columns)
        .from(orgKey)
        .where(eq(orgKey.organizationId, organizationId))
        .orderBy(desc(orgKey.version)),

    async orgKey(organizationId, keyId) {
      const [row] = await db
        .select(columns)
        .from(orgKey)
        .where(and(eq(orgKey.organizationId, organizationId), eq(orgKey.keyId, keyId)));
      return row ?? null;
    },
  };
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
