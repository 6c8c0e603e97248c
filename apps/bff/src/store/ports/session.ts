import type { AuditEntry, Person, PersonSession } from "../rows.ts";
import type { NotFound, Ok } from "./outcome.ts";

/** An entry for one organization's log, where a deed is told to several. */
export type OrganizationAudit = { organizationId: string; entry: AuditEntry };

/** A session as its owner recognises it. */
export type ListedSession = PersonSession & { address: string | null; userAgent: string | null };

export type SessionStore = {
  /**
   * Makes a session that the sign-in library created count, together with the entries that tell of it. Refused where it
   * was ended meanwhile, or `passwordHash` is not what the person's password is held against any more.
   */
  begin(command: {
    token: string;
    /** What their password was held against; null where they were proved otherwise. */
    passwordHash: string | null;
    at: number;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok<{ session: PersonSession; person: Person }> | NotFound>;
  /** Those that have begun and not expired, what was used last first. */
  list(personId: string): Promise<ListedSession[]>;
  /** Ends sessions of one person. Refused where there was none to end. */
  end(command: {
    personId: string;
    which: { only: string } | { /** Null: all of them. */ allBut: string | null };
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
  /** Notes that the person proved again who they are. */
  confirm(command: { id: string; at: number }): Promise<Ok | NotFound>;
  /** Notes activity, of the session and, where it was in an organization, of the membership. Never moves it back. */
  touch(activity: {
    id: string;
    personId: string;
    organizationId: string | null;
    at: number;
  }): Promise<void>;
};
