import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { placeOfAddress } from "../store/postgres/address.ts";

/** The database as people may read it: never a user name or a password. */
export function placeOfDatabase({ database, dataDir }: Config): string {
  if (database === null) return join(dataDir, "berth.db");
  return database.kind === "address"
    ? placeOfAddress(database.address)
    : `named in ${database.path}`;
}
