import type { Instance, KeyringEntry, WrappedKey } from "./rows.ts";

/** What stands in a database, read without changing anything of it. */
export type DatabaseState =
  | { kind: "empty" }
  /** Tables of something else. */
  | { kind: "foreign" }
  | {
      kind: "berth";
      /** Migrations the database has, and those this program knows. */
      schema: number;
      known: number;
      instance: Instance;
      keyring: KeyringEntry[];
      /** The instance's own and those of the organizations. */
      keys: WrappedKey[];
    };
