import type { Passkey } from "../rows.ts";
import type { NotFound, Ok } from "./outcome.ts";
import type { OrganizationAudit } from "./session.ts";

export type SecondFactor = {
  /** Null where no app is set up; one that is not active yet is not asked for. */
  totp: { sealed: Buffer; active: boolean } | null;
  /** Oldest first. */
  passkeys: Passkey[];
  recoveryCodesLeft: number;
};

export type SecondFactorStore = {
  read(personId: string): Promise<SecondFactor>;
  /** Everybody's sealed secrets, for proving a backup. */
  sealedTotps(): Promise<{ personId: string; sealed: Buffer }[]>;
  /** Keeps a secret until its first code comes back. Never touches one that is active. */
  prepareTotp(command: { personId: string; sealed: Buffer; at: number }): Promise<Ok | NotFound>;
  /**
   * Makes the prepared secret count. `step` is the one of the code that proved it, and `sealed` the secret that it was
   * proved for: another that was prepared meanwhile is nobody's yet. The recovery codes count where this
   * is the person's first second factor; where it is not, those they have stay.
   */
  activateTotp(command: {
    personId: string;
    sealed: Buffer;
    step: number;
    codeHashes: readonly Buffer[];
    at: number;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok<{ first: boolean }> | NotFound>;
  /** Takes the code of a step, once; false where it or a later one was taken before. */
  takeStep(personId: string, step: number): Promise<boolean>;
  /** Takes a recovery code, once. */
  takeRecoveryCode(personId: string, hash: Buffer): Promise<boolean>;
  /** New codes in place of all before. */
  renewRecoveryCodes(command: {
    personId: string;
    codeHashes: readonly Buffer[];
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
  /** Takes the recovery codes with it, where no other second factor is left. */
  removeTotp(command: {
    personId: string;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
  /** Takes the app, every passkey and the recovery codes away. */
  removeAll(command: {
    personId: string;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
};
