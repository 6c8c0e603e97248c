import { eq } from "drizzle-orm";
import { appendAudit } from "./audit.ts";
import type { Engine } from "./engine.ts";
import type { SecurityStore } from "./ports/security.ts";

export function securityStore(engine: Engine): SecurityStore {
  const { tables } = engine;
  const { securitySetting } = tables;

  return {
    async managersNeedSecondFactor(organizationId) {
      const [row] = await engine.db
        .select({ needed: securitySetting.managersNeedSecondFactor })
        .from(securitySetting)
        .where(eq(securitySetting.organizationId, organizationId));
      return row?.needed ?? false;
    },

    setManagersNeedSecondFactor: ({ organizationId, needed, audit }) =>
      engine.tx(async (db) => {
        const set = { managersNeedSecondFactor: needed };
        await db
          .insert(securitySetting)
          .values({ organizationId, ...set })
          .onConflictDoUpdate({ target: securitySetting.organizationId, set });
        await appendAudit(db, tables, organizationId, audit);
      }),
  };
}
