/**
 * Why something sealed could not be opened or sealed. The message names ids only: no key, no plaintext,
 * no part of a record.
 *
 * - `credential_unreadable`: the record is damaged, of another place, version or destination, or its key is missing.
 * - `org_sealed`: this organization's key could not be unwrapped at start, and the operator started all the same.
 */
export class VaultError extends Error {
  override readonly name = "VaultError";
  readonly code: "credential_unreadable" | "org_sealed";

  constructor(code: VaultError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
