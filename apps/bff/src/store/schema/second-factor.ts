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

  const passkey = kit.table(
    "passkey",
    {
      id: kit.text("id").primaryKey(),
      personId: personId(),
      name: kit.text("name").notNull(),
      /** The address it was made for: browsers use it at no other. */
      rpId: kit.text("rp_id").notNull(),
      /** As base64url. */
      credentialId: kit.text("credential_id").notNull(),
      /** In COSE's form. */
      publicKey: kit.bytes("public_key").notNull(),
      /** How often it says it has signed; 0 where it does not count. */
      signCount: kit.bigint("sign_count").notNull(),
      transports: kit.json<string[]>("transports").notNull(),
      synced: kit.bool("synced").notNull(),
      createdAt: kit.bigint("created_at").notNull(),
      lastUsedAt: kit.bigint("last_used_at"),
    },
    (table) => [
      kit.index("passkey_person").on(table.personId),
      kit.uniqueIndex("passkey_credential").on(table.credentialId),
    ],
  );

  const passkeyChallenge = kit.table(
    "passkey_challenge",
    {
      challenge: kit.text("challenge").primaryKey(),
      personId: personId(),
      purpose: kit.enumText("purpose", ["add", "prove"]).notNull(),
      /** The session it was given to; null before there is one. */
      sessionId: kit.text("session_id"),
      until: kit.bigint("until").notNull(),
    },
    (table) => [
      kit.index("passkey_challenge_person").on(table.personId),
      kit.index("passkey_challenge_time").on(table.until),
    ],
  );

  return { totp, recoveryCode, passkey, passkeyChallenge };
}
