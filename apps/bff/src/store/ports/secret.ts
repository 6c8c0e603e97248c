import type { SealedField, SealedSecret } from "../rows.ts";

/** The only door to ciphertext; for the services that open or re-seal secrets. */
export type SecretStore = {
  /** The secret in use, or the one before that is kept. */
  read(
    organizationId: string,
    registryId: string,
    which?: "current" | "kept",
  ): Promise<SealedSecret | null>;
  /** Every sealed field of the organization. */
  all(organizationId: string): Promise<SealedField[]>;
  /** Puts the same secret under another key. False where anybody has written the field since it was read. */
  reseal(command: SealedField & { organizationId: string; resealed: Buffer }): Promise<boolean>;
};
