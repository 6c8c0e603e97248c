import { and, eq } from "drizzle-orm";
import type { Db } from "./engine.ts";
import type { Person } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

/** A person and their e-mail-and-password account, as the sign-in library keeps them. */
export async function insertAccount(
  db: Db,
  tables: Schema,
  person: Person,
  { id, passwordHash }: { id: string; passwordHash: string },
  at: number,
): Promise<void> {
  await insertPerson(db, tables, person, at);
  // The library's name for "e-mail and password", and its rule that the account is the person.
  await db.insert(tables.account).values({
    id,
    accountId: person.id,
    providerId: "credential",
    userId: person.id,
    password: passwordHash,
    createdAt: new Date(at),
    updatedAt: new Date(at),
  });
}

/** What somebody's password is held against; null where they have none. */
export async function readHash(
  db: Pick<Db, "select">,
  { account }: Schema,
  personId: string,
): Promise<string | null> {
  const [row] = await db
    .select({ password: account.password })
    .from(account)
    .where(and(eq(account.userId, personId), eq(account.providerId, "credential")));
  return row?.password ?? null;
}

/** A person without a way to sign in yet. */
export async function insertPerson(
  db: Db,
  { user }: Schema,
  person: Person,
  at: number,
): Promise<void> {
  await db.insert(user).values({
    ...person,
    email: person.email.toLowerCase(),
    emailVerified: false,
    createdAt: new Date(at),
    updatedAt: new Date(at),
  });
}
