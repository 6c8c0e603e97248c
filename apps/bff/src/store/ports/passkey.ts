import type { NewPasskey } from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";
import type { OrganizationAudit } from "./session.ts";

/** What a challenge is good for. Whoever answers it must be this person and, where there is one, this session. */
export type ChallengeUse = {
  personId: string;
  purpose: "add" | "prove";
  sessionId: string | null;
};

export type PasskeyStore = {
  keepChallenge(
    command: ChallengeUse & { challenge: string; at: number; until: number },
  ): Promise<void>;
  /** Takes a challenge, once; false where it was taken, is too old, or was given for something else. */
  takeChallenge(command: ChallengeUse & { challenge: string; at: number }): Promise<boolean>;
  /**
   * The recovery codes count where this is the person's first second factor. `max` is how many passkeys one person can
   * have; `taken` says that the passkey is somebody's already.
   */
  add(command: {
    passkey: NewPasskey;
    max: number;
    codeHashes: readonly Buffer[];
    audit: readonly OrganizationAudit[];
  }): Promise<Ok<{ first: boolean }> | Refused<"taken" | "too_many">>;
  rename(command: {
    personId: string;
    id: string;
    name: string;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
  /** Takes the recovery codes with it, where no other second factor is left. */
  remove(command: {
    personId: string;
    id: string;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
  /**
   * Notes that it has signed. Refused where its count has not grown, which is what a copy of it would show; a passkey
   * that does not count says 0 each time. `refusal` is written with the refusal.
   */
  use(command: {
    personId: string;
    id: string;
    signCount: number;
    synced: boolean;
    at: number;
    refusal: readonly OrganizationAudit[];
  }): Promise<Ok | Refused<"count_went_back"> | NotFound>;
};
