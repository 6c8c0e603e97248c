import { and, asc, eq, ne } from "drizzle-orm";
import type { Db, Engine } from "./engine.ts";
import type { SealedSecret } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";
import type { SecretStore } from "./ports/secret.ts";

/** Makes these the sealed fields of a registry, beside those of a version that is kept. */
export async function writeSecret(
  db: Db,
  { registrySecret }: Schema,
  organizationId: string,
  registryId: string,
  secret: SealedSecret,
  keptVersion: number | null = null,
): Promise<void> {
  await db
    .delete(registrySecret)
    .where(
      and(
        eq(registrySecret.organizationId, organizationId),
        eq(registrySecret.registryId, registryId),
        keptVersion === null ? undefined : ne(registrySecret.version, keptVersion),
      ),
    );
  const rows = Object.entries(secret.fields).map(([field, record]) => ({
    organizationId,
    registryId,
    field,
    version: secret.version,
    record,
  }));
  if (rows.length > 0) await db.insert(registrySecret).values(rows);
}

/** The registry's own columns about its secret. */
export function secretColumns(secret: SealedSecret, by: string | null, at: number) {
  return {
    secretVersion: secret.version,
    secretFingerprint: secret.fingerprint,
    secretSetAt: at,
    secretSetBy: by,
  };
}

export function secretStore(engine: Engine): SecretStore {
  const { registry, registrySecret } = engine.tables;
  return {
    read: (organizationId, registryId, which = "current") =>
      engine.snapshot(async (db) => {
        const kept = which === "kept";
        const [found] = await db
          .select({
            version: kept ? registry.keptVersion : registry.secretVersion,
            fingerprint: kept ? registry.keptFingerprint : registry.secretFingerprint,
          })
          .from(registry)
          .where(and(eq(registry.organizationId, organizationId), eq(registry.id, registryId)));
        if (found === undefined) return null;
        const { version, fingerprint } = found;
        if (version === null || fingerprint === null) return null;
        const facts = { version, fingerprint };
        const rows = await db
          .select({ field: registrySecret.field, record: registrySecret.record })
          .from(registrySecret)
          .where(
            and(
              eq(registrySecret.organizationId, organizationId),
              eq(registrySecret.registryId, registryId),
              eq(registrySecret.version, version),
            ),
          );
        return {
          ...facts,
          fields: Object.fromEntries(rows.map(({ field, record }) => [field, record])),
        };
      }),

    all: (organizationId) =>
      engine.db
        .select({
          registryId: registrySecret.registryId,
          field: registrySecret.field,
          version: registrySecret.version,
          record: registrySecret.record,
        })
        .from(registrySecret)
        .where(eq(registrySecret.organizationId, organizationId))
        .orderBy(asc(registrySecret.registryId), asc(registrySecret.field)),

    reseal: ({ organizationId, registryId, field, version, record, resealed }) =>
      engine.tx(async (db) => {
        const changed = await db
          .update(registrySecret)
          .set({ record: resealed })
          .where(
            and(
              eq(registrySecret.organizationId, organizationId),
              eq(registrySecret.registryId, registryId),
              eq(registrySecret.field, field),
              eq(registrySecret.version, version),
              eq(registrySecret.record, record),
            ),
          )
          .returning({ field: registrySecret.field });
        return changed.length === 1;
      }),
  };
}
