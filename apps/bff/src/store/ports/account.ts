import type { Person } from "../rows.ts";
import type { NotFound, Ok } from "./outcome.ts";
import type { OrganizationAudit } from "./session.ts";

/** What belongs to a person's own account, whatever organizations they are in. */
export type AccountStore = {
  /** Keeps the code of a link that lets somebody set a new password. Their earlier links end. */
  keepReset(reset: {
    id: string;
    personId: string;
    /** SHA-256 of the link's code. */
    codeHash: Buffer;
    at: number;
    expiresAt: number;
  }): Promise<void>;
  findByReset(codeHash: Buffer, now: number): Promise<Person | null>;
  /**
   * Sets a password and ends sessions. With `codeHash` only while that link is good, which uses it up; every other link
   * of the person ends in any case. With `replaces` and `keepSession` only while that hash and that session stand: of
   * two who know the old password the later one must not take the account from the first.
   */
  setPassword(command: {
    personId: string;
    passwordHash: string;
    /** For somebody who had none yet. */
    accountId: string;
    codeHash: Buffer | null;
    /** What the old password was held against; null where a link stands in for it. */
    replaces: string | null;
    /** This one session goes on; null ends all. */
    keepSession: string | null;
    at: number;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok<{ sessionsEnded: number }> | NotFound>;
};
