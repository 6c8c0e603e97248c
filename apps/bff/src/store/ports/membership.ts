import type { Role } from "@berth/api-contract";
import type { AuditEntry, Invitation, OrganizationMember, Organization, Person } from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";

/** Somebody has to be left who may do everything. */
export type LastOwner = Refused<"last_owner">;

export type MemberStore = {
  /** Ordered by name. */
  list(organizationId: string): Promise<OrganizationMember[]>;
  /** Takes back the invitations that the person could not send in the new role. */
  setRole(command: {
    organizationId: string;
    personId: string;
    role: Role;
    audit: AuditEntry;
  }): Promise<Ok | NotFound | LastOwner>;
  /**
   * Takes with the membership what hangs on it: the person's personal projects in this organization, their places in
   * others' projects, and the invitations they sent. Pulls stay. With `was`, only while that is their role.
   */
  remove(command: {
    organizationId: string;
    personId: string;
    was?: Role | undefined;
    audit: AuditEntry;
  }): Promise<Ok | NotFound | LastOwner | Refused<"role_changed">>;
};

export type InvitationStore = {
  /** Those not accepted yet, expired ones included; newest first. */
  list(organizationId: string): Promise<Invitation[]>;
  get(organizationId: string, id: string): Promise<Invitation | null>;
  create(command: {
    invitation: Omit<Invitation, "invitedBy"> & { invitedBy: string };
    /** SHA-256 of the link's token. */
    tokenHash: Buffer;
    audit: AuditEntry;
  }): Promise<
    Ok<{ invitation: Invitation }> | Refused<"already_member"> | Refused<"already_invited">
  >;
  /** The old link ends, the new one starts. */
  renew(command: {
    organizationId: string;
    id: string;
    tokenHash: Buffer;
    expiresAt: number;
    audit: AuditEntry;
  }): Promise<Ok<{ invitation: Invitation }> | NotFound>;
  revoke(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
  /** Across organizations: the token says which one. Accepted, revoked and expired ones are not found. */
  findByToken(
    tokenHash: Buffer,
    now: number,
  ): Promise<{ invitation: Invitation; organization: Organization } | null>;
  /** Once: the invitation is used up together with what it brings about. */
  accept(command: {
    tokenHash: Buffer;
    at: number;
    memberId: string;
    /** Who joins: somebody known, or a new person with their account. The address must be the invited one. */
    person:
      | { kind: "known"; person: Person }
      | { kind: "new"; person: Person; account: { id: string; passwordHash: string } };
    audit: AuditEntry;
  }): Promise<Ok | NotFound | Refused<"address_taken"> | Refused<"already_member">>;
};
