import type { OrganizationContents } from "@berth/api-contract";
import type { AuditEntry, Organization, WrappedOrgKey } from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";

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
  /** How much is in it. Tokens count while they do at `now`. */
  contents(organizationId: string, now: number): Promise<OrganizationContents>;
  rename(command: {
    organization: Organization;
    audit: AuditEntry;
  }): Promise<Ok | NotFound | Refused<"slug_taken">>;
  /**
   * With everything in it. Its keys are overwritten first, so that no free page of the database holds one. Its log
   * stays, and the entry that tells of this is the last one. The instance keeps one organization at least.
   */
  remove(command: {
    organizationId: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound | Refused<"last_organization">>;
};
