import type { Organization, Person } from "./person.ts";

/** Somebody of the instance who may enter its organizations to help. */
export type SupportStaff = Person & { appointedAt: number };

/** Support staff in an organization, for a while. */
export type SupportVisit = {
  id: string;
  organizationId: string;
  person: Person;
  reason: string;
  startedAt: number;
  /** When it ends by itself. */
  endsAt: number;
  /** When somebody ended it before; null where nobody did. */
  endedAt: number | null;
};

/** What lets a person into an organization that is not theirs. */
export type VisitedOrganization = {
  organization: Organization;
  visit: Pick<SupportVisit, "id" | "endsAt">;
  hasSecondFactor: boolean;
};
