import { StoreError } from "../store-error.ts";

/** Says in the store's words what the driver's error means; leaves other errors as they are. */
export function toStoreError(err: unknown): unknown {
  if (err instanceof StoreError) return err;
  const cause = driverError(err);
  if (cause === null) return err;
  const { code } = cause;
  if (code === "53100") return new StoreError("storage_full", "The disk is full.", err);
  if (code === null || isPassing(code)) {
    return new StoreError("unavailable", "The database does not answer just now.", err);
  }
  return new StoreError("failed", `The database refused a statement (${code}).`, err);
}

/**
 * True where the connection went while something ran: it may have been carried out all the same. 08007 and
 * 40003 say so in words of their own.
 */
export function isLost(err: unknown): boolean {
  const cause = driverError(err);
  if (cause === null) return false;
  const { code } = cause;
  return code === null || !isSqlState(code) || /^08|^57P0[12]/.test(code) || code === "40003";
}

/** True where the server undid everything because two transactions stood in each other's way. */
export function isConflict(err: unknown): boolean {
  const code = driverError(err)?.code;
  return code === "40001" || code === "40P01";
}

/** A refusal by the server has a SQLSTATE, one by the system a name, and the driver's own have neither. */
function driverError(err: unknown): { code: string | null } | null {
  for (let at = err, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    const code = "code" in at && typeof at.code === "string" ? at.code : null;
    if (code !== null && (isSqlState(code) || systemCodes.has(code))) return { code };
    if (code === null && driverMessages.test(at.message)) return { code };
  }
  return null;
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !systemCodes.has(code);
}

const systemCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);

/** What pg says where a connection is gone, can't be had, or says nothing; it gives these no code. */
const driverMessages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after|this server only follows another)/;

/**
 * Connections, resources, shutdowns, locks held too long, cancelled statements, followers, conflicts: what
 * may work a moment later.
 */
function isPassing(code: string): boolean {
  return (
    !isSqlState(code) || /^(?:08|28|53|57|58)|^(?:55P03|25006|25P03|40001|40P01|40003)$/.test(code)
  );
}
