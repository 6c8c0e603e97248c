import { type SQL, sql } from "drizzle-orm";
import type { Schema } from "./schema/schema.ts";

/** How many passkeys the person of a row has, as a column of a query over several tables. */
export function passkeyCount(
  { passkey }: Schema,
  personId: Schema["member"]["userId"] | Schema["supportVisit"]["personId"],
): SQL<number> {
  return sql<number>`(select count(*) from ${passkey} where ${passkey.personId} = ${personId})`.mapWith(
    Number,
  );
}
