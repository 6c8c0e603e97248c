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
  /** When it was over, once that stands in the audit log. */
  endedAt: number | null;
};

/** What support staff have looked at on a visit; `route` is its name in the contract. */
export type SupportLook = {
  visitId: string;
  route: string;
  times: number;
  firstAt: number;
  lastAt: number;
};

/** What lets a person into an organization that is not theirs. */
export type VisitedOrganization = {
  organization: Organization;
  visit: Pick<SupportVisit, "id" | "endsAt">;
  hasSecondFactor: boolean;
};
