import { StoreError } from "../store-error.ts";

/** Says in the store's words what the driver's error means; leaves other errors as they are. */
export function toStoreError(err: unknown): unknown {
  if (err instanceof StoreError) return err;
  const code = driverCode(err);
  if (code === null) return err;
  if (code === "SQLITE_FULL") {
    return new StoreError("storage_full", "The disk is full.", err);
  }
  if (code.startsWith("SQLITE_IOERR") || code === "SQLITE_CORRUPT" || code === "SQLITE_NOTADB") {
    return new StoreError("broken", "The database can no longer be read or written safely.", err);
  }
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_READONLY")) {
    return new StoreError("unavailable", "The database can't be written just now.", err);
  }
  return new StoreError("failed", `The database refused a statement (${code}).`, err);
}

function driverCode(err: unknown): string | null {
  for (let at = err, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ("code" in at && typeof at.code === "string" && at.code.startsWith("SQLITE_"))
      return at.code;
  }
  return null;
}
