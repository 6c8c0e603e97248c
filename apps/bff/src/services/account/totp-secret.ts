import type { Vault } from "../../vault/vault.ts";

const purpose = "totp";

export function sealTotpSecret(vault: Vault, personId: string, secret: Buffer): Buffer {
  return vault.sealForPerson({ personId, purpose }, secret);
}

/** Gives the secret to `use` and wipes it. */
export function withTotpSecret<Result>(
  vault: Vault,
  personId: string,
  sealed: Buffer,
  use: (secret: Buffer) => Result,
): Result {
  const secret = vault.openForPerson({ personId, purpose }, sealed);
  try {
    return use(secret);
  } finally {
    secret.fill(0);
  }
}
