import type { NotFound, Ok } from "./outcome.ts";
import type { OrganizationAudit } from "./session.ts";

export type SecondFactor = {
  /** Null where no app is set up; one that is not active yet is not asked for. */
  totp: { sealed: Buffer; active: boolean } | null;
  recoveryCodesLeft: number;
};

export type SecondFactorStore = {
  read(personId: string): Promise<SecondFactor>;
  /** Everybody's sealed secrets, for proving a backup. */
  sealedTotps(): Promise<{ personId: string; sealed: Buffer }[]>;
  /** Keeps a secret until its first code comes back. Never touches one that is active. */
  prepareTotp(command: { personId: string; sealed: Buffer; at: number }): Promise<Ok | NotFound>;
  /** Makes the prepared secret count, with its recovery codes. `step` is the one of the code that proved it. */
  activateTotp(command: {
    personId: string;
    step: number;
    codeHashes: readonly Buffer[];
    at: number;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
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
  /** Takes the recovery codes with it. */
  removeTotp(command: {
    personId: string;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
};
