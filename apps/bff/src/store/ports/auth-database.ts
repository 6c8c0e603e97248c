/**
 * A drizzle database and the tables of the sign-in library, to be handed to its drizzle adapter as
 * they are. Statements are serialised with the store's own writes.
 */
export type AuthDatabase = {
  provider: "sqlite" | "pg";
  db: { [key: string]: unknown };
  schema: Record<string, unknown>;
};
