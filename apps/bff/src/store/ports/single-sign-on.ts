import type { AuditEntry, Invitation, Organization, Person } from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";
import type { OrganizationAudit } from "./session.ts";

/** Somebody at an identity provider: a subject is unique within its issuer alone. */
export type ForeignIdentity = { issuer: string; subject: string };

export type SingleSignOnStore = {
  find(identity: ForeignIdentity): Promise<Person | null>;
  /** Invitations of an address that still count. */
  invitationsOf(
    email: string,
    now: number,
  ): Promise<{ invitation: Invitation; organization: Organization }[]>;
  /** Lets somebody who has an account sign in as this identity too. Refused where either is taken. */
  link(command: {
    identity: ForeignIdentity;
    personId: string;
    accountId: string;
    at: number;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | Refused<"taken">>;
  /** Makes the account of an invited address, without a password, and joins; all invitations count or none does. */
  join(command: {
    identity: ForeignIdentity;
    person: Person;
    accountId: string;
    joins: readonly { invitationId: string; memberId: string; audit: AuditEntry }[];
    at: number;
  }): Promise<Ok | NotFound | Refused<"taken">>;
};
