import { none, type Identity, type IdentitySource, type NoIdentity } from "./identity.ts";

/**
 * Reads the keys that a metadata service hands out: the same JSON on instances and in containers. What it
 * refuses is told by status or code; the text itself may hold keys and is never repeated.
 */
export function readKeys(text: string, source: IdentitySource): Identity | NoIdentity {
  const value = parse(text);
  const code = value["Code"];
  if (typeof code === "string" && code !== "Success") {
    return none(`The metadata service has no keys for this machine's role (${code.slice(0, 60)}).`);
  }
  const accessKeyId = value["AccessKeyId"];
  const secretAccessKey = value["SecretAccessKey"];
  const sessionToken = value["Token"];
  const expiresAt = Date.parse(String(value["Expiration"]));
  if (
    !isKeyPart(accessKeyId) ||
    !isKeyPart(secretAccessKey) ||
    !isKeyPart(sessionToken) ||
    Number.isNaN(expiresAt)
  ) {
    return none("The metadata service answered without usable keys.");
  }
  return { ok: true, source, keys: { accessKeyId, secretAccessKey, sessionToken }, expiresAt };
}

/** Anything else could split the header it is put into. */
function isKeyPart(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{1,8192}$/.test(value);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
