import type {
  AuditEntry,
  Organization,
  Person,
  SupportLook,
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
  /** Those whose time was over by then without anybody having ended them, of all organizations; oldest end first. */
  overdue(now: number, limit: number): Promise<SupportVisit[]>;
  /** When the next one is over by itself; null where none is open. */
  nextEnd(): Promise<number | null>;
  /** Writes down that a visit's time was over. Refused where that was done, or somebody ended it. */
  expire(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
  /** One look of a kind; `audit` is written with the first of it alone. */
  look(command: {
    organizationId: string;
    visitId: string;
    route: string;
    at: number;
    audit: AuditEntry;
  }): Promise<void>;
  /** Counts more looks of kinds that were looked at before. */
  lookAgain(
    looks: readonly (Omit<SupportLook, "firstAt"> & { organizationId: string })[],
  ): Promise<void>;
  /** Of the visits to an organization that are given; first looks first. */
  looks(organizationId: string, visitIds: readonly string[]): Promise<SupportLook[]>;
  mayEnter(organizationId: string): Promise<boolean>;
  /** Keeping them out ends the visits that are open. */
  setMayEnter(command: {
    organizationId: string;
    allowed: boolean;
    at: number;
    audit: AuditEntry;
  }): Promise<void>;
};
