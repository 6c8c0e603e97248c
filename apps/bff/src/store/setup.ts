import { appendAudit } from "./audit.ts";
import { command, type Engine } from "./engine.ts";
import { insertAccount } from "./person-rows.ts";
import type { SetupStore } from "./ports/setup.ts";

export function setupStore(engine: Engine): SetupStore {
  const { user, organization, member, orgKey, patternRevision } = engine.tables;

  return {
    async required() {
      const rows = await engine.db.select({ id: user.id }).from(user).limit(1);
      return rows.length === 0;
    },

    createOwner: (owner) =>
      command(engine, async (db) => {
        const people = await db.select({ id: user.id }).from(user).limit(1);
        if (people.length > 0) return { ok: false, reason: "setup_done" };
        const { person, at } = owner;
        await insertAccount(db, engine.tables, person, owner.account, at);
        await db.insert(organization).values({ ...owner.organization, createdAt: new Date(at) });
        await db.insert(member).values({
          id: owner.memberId,
          organizationId: owner.organization.id,
          userId: person.id,
          role: "owner",
          createdAt: new Date(at),
        });
        await db.insert(orgKey).values(owner.orgKey);
        await db
          .insert(patternRevision)
          .values({ organizationId: owner.organization.id, revision: 0 });
        await appendAudit(db, engine.tables, owner.organization.id, owner.audit);
        return { ok: true };
      }),
  };
}
