import { command, type Engine } from "./engine.ts";
import { insertOrganization } from "./organizations.ts";
import { insertAccount } from "./person-rows.ts";
import type { SetupStore } from "./ports/setup.ts";

export function setupStore(engine: Engine): SetupStore {
  const { user } = engine.tables;

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
        await insertOrganization(db, engine.tables, { ...owner, ownerId: person.id });
        return { ok: true };
      }),
  };
}
