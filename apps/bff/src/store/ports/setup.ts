import type { AuditEntry, Organization, Person, WrappedOrgKey } from "../rows.ts";
import type { Ok, Refused } from "./outcome.ts";

export type SetupStore = {
  /** True until the first person exists. */
  required(): Promise<boolean>;
  createOwner(command: CreateOwner): Promise<Ok | Refused<"setup_done">>;
};

export type CreateOwner = {
  person: Person;
  /** The sign-in library's own account row: a password hash, never a password. */
  account: { id: string; passwordHash: string };
  organization: Organization;
  memberId: string;
  orgKey: WrappedOrgKey;
  at: number;
  audit: AuditEntry;
};
