import type {
  AuditEntry,
  Organization,
  Person,
  SupportStaff,
  SupportVisit,
  VisitedOrganization,
} from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";
import type { OrganizationAudit } from "./session.ts";

/** A visit counts while its person is support staff, and until it ends or is ended. */
export type SupportStaffStore = {
  /** Ordered by name. */
  list(): Promise<SupportStaff[]>;
  has(personId: string): Promise<boolean>;
  /** Of somebody known, or of a new person, who has no way to sign in yet. */
  appoint(command: {
    person: { kind: "known" | "new"; person: Person };
    at: number;
  }): Promise<Ok | Refused<"already_appointed"> | Refused<"address_taken">>;
  /** Their visits end with it. */
  dismiss(command: {
    personId: string;
    at: number;
    audit: readonly OrganizationAudit[];
  }): Promise<Ok | NotFound>;
  /** Every organization, ordered by name, with whether it lets support staff in. */
  organizations(): Promise<(Organization & { open: boolean })[]>;
  /** The organizations that somebody is visiting, ordered by name. */
  visitsOf(personId: string, now: number): Promise<VisitedOrganization[]>;
  /** For every request of somebody who is no member: null for strangers and unknown slugs alike. */
  visitTo(personId: string, slug: string, now: number): Promise<VisitedOrganization | null>;
  enter(command: {
    visit: Omit<SupportVisit, "person" | "endedAt"> & { personId: string };
    audit: AuditEntry;
  }): Promise<Ok | NotFound | Refused<"closed"> | Refused<"member"> | Refused<"already_there">>;
  /** Those that count, of several organizations. */
  openVisits(organizationIds: readonly string[], now: number): Promise<SupportVisit[]>;
  /** Newest first. */
  visits(organizationId: string, limit: number): Promise<SupportVisit[]>;
  /** Refused where it is over. */
  end(command: {
    organizationId: string;
    id: string;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
  mayEnter(organizationId: string): Promise<boolean>;
  /** Keeping them out ends the visits that are open. */
  setMayEnter(command: {
    organizationId: string;
    allowed: boolean;
    at: number;
    audit: AuditEntry;
  }): Promise<void>;
};
