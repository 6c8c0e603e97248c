import { inArray } from "drizzle-orm";
import type { Db } from "./engine.ts";
import type { PersonRef } from "./rows.ts";
import type { Schema } from "./schema/schema.ts";

/** What the ids of tokens for automation begin with. */
export const apiTokenIdStart = "atk_";

export type NameOf = (personId: string | null) => PersonRef | null;

/** Looks up who did something: people, and tokens for automation, by id; whoever no longer exists is null. */
export async function personNames(
  db: Pick<Db, "select">,
  { user, apiToken }: Schema,
  personIds: readonly (string | null)[],
): Promise<NameOf> {
  const ids = [...new Set(personIds)].filter((id) => id !== null);
  if (ids.length === 0) return () => null;
  const rows = await db
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(inArray(user.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const tokenIds = ids.filter((id) => id.startsWith(apiTokenIdStart));
  if (tokenIds.length > 0) {
    const tokens = await db
      .select({ id: apiToken.id, name: apiToken.name })
      .from(apiToken)
      .where(inArray(apiToken.id, tokenIds));
    for (const token of tokens) byId.set(token.id, token);
  }
  return (id) => (id === null ? null : (byId.get(id) ?? null));
}
