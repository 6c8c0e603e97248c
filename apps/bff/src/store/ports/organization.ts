import type { AuditEntry, Organization, WrappedOrgKey } from "../rows.ts";
import type { Ok, Refused } from "./outcome.ts";

export type OrganizationStore = {
  /** With its key and its first owner, who has an account already. */
  create(command: {
    organization: Organization;
    ownerId: string;
    memberId: string;
    orgKey: WrappedOrgKey;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok | Refused<"slug_taken">>;
};
