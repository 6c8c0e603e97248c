import { inArray } from "drizzle-orm";
import type { Db } from "./engine.ts";
import type { PersonRef } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

export type NameOf = (personId: string | null) => PersonRef | null;

/** Looks up the names of people by id; whoever no longer exists is null. */
export async function personNames(
  db: Pick<Db, "select">,
  { user }: Schema,
  personIds: readonly (string | null)[],
): Promise<NameOf> {
  const ids = [...new Set(personIds)].filter((id) => id !== null);
  if (ids.length === 0) return () => null;
  const rows = await db
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id) => (id === null ? null : (byId.get(id) ?? null));
}
