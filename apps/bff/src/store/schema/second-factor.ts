import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

export function secondFactorTables(kit: Kit, { user }: PeopleTables) {
  const personId = () =>
    kit
      .text("person_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" });

  const totp = kit.table(
    "totp",
    {
      personId: personId(),
      /** The app's secret, sealed for this person. */
      sealed: kit.bytes("sealed").notNull(),
      /** Null until a code of it has come back: then it is asked for at the sign-in. */
      activeSince: kit.bigint("active_since"),
      /** The last half minute whose code was taken; none is taken twice. */
      lastStep: kit.bigint("last_step").notNull().default(0),
      createdAt: kit.bigint("created_at").notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.personId] })],
  );

  const recoveryCode = kit.table(
    "recovery_code",
    { personId: personId(), hash: kit.bytes("hash").notNull() },
    (table) => [kit.primaryKey({ columns: [table.personId, table.hash] })],
  );

  return { totp, recoveryCode };
}
