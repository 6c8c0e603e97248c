/** What a database says of itself. */
export type DatabaseFacts = {
  engine: "sqlite" | "postgresql";
  /** The engine's own. */
  version: string;
  /** Migrations the database has, and those this program knows. */
  schema: number;
  known: number;
};
