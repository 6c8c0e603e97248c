import type { Role, SecondFactorState } from "@berth/api-contract";
import type { PersonRef } from "./reference.ts";

export type Person = { id: string; name: string; email: string };

export type Organization = { id: string; slug: string; name: string };

export type Membership = {
  organization: Organization;
  role: Role;
  lastActiveAt: number | null;
  /** Whether the organization asks somebody of this role for one. */
  secondFactor: SecondFactorState;
};

/** `lastActiveAt`: when they last did something in this organization. */
export type OrganizationMember = Person & {
  role: Role;
  lastActiveAt: number | null;
  hasPassword: boolean;
  hasSingleSignOn: boolean;
  hasApp: boolean;
  hasPasskey: boolean;
};

/** A session that counts: the person has proved who they are. */
export type PersonSession = {
  id: string;
  startedAt: number;
  /** When they last proved it. */
  confirmedAt: number;
  seenAt: number;
};

/** An invitation that nobody has accepted yet. */
export type Invitation = {
  id: string;
  organizationId: string;
  /** In lower case, as addresses are stored. */
  email: string;
  role: Role;
  createdAt: number;
  expiresAt: number;
  invitedBy: PersonRef | null;
};
