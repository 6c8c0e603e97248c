import type { AccountStore } from "./ports/account.ts";
import type { AlertStore } from "./ports/alert.ts";
import type { ApiTokenStore } from "./ports/api-token.ts";
import type { AttemptCounterStore } from "./ports/attempt-counter.ts";
import type { AuditStore } from "./ports/audit.ts";
import type { AuthDatabase } from "./ports/auth-database.ts";
import type { CalendarStore } from "./ports/calendar.ts";
import type { CheckStore } from "./ports/check.ts";
import type { DatabaseFacts } from "./ports/database-facts.ts";
import type { DraftStore } from "./ports/draft.ts";
import type { ExpectationStore } from "./ports/expectation.ts";
import type { FileReportStore } from "./ports/file-report.ts";
import type { ImageMappingStore } from "./ports/image-mapping.ts";
import type { HealthStore } from "./ports/health.ts";
import type { InstanceStore } from "./ports/instance.ts";
import type { JobStore } from "./ports/job.ts";
import type { KeyStore } from "./ports/key.ts";
import type { InvitationStore, MemberStore } from "./ports/membership.ts";
import type { OrganizationStore } from "./ports/organization.ts";
import type { PasskeyStore } from "./ports/passkey.ts";
import type { PatternStore } from "./ports/pattern.ts";
import type { PeopleStore } from "./ports/people.ts";
import type { ProjectStore } from "./ports/project.ts";
import type { PullStore } from "./ports/pull.ts";
import type { RegistryStore } from "./ports/registry.ts";
import type { RequestKeyStore } from "./ports/request-key.ts";
import type { RevisionStore } from "./ports/revision.ts";
import type { SecondFactorStore } from "./ports/second-factor.ts";
import type { SecretStore } from "./ports/secret.ts";
import type { SecurityStore } from "./ports/security.ts";
import type { SessionStore } from "./ports/session.ts";
import type { SetupStore } from "./ports/setup.ts";
import type { SingleSignOnStore } from "./ports/single-sign-on.ts";
import type { SupportStaffStore } from "./ports/support-staff.ts";
import type { WorkerTokenStore } from "./ports/worker-token.ts";

/**
 * The port every engine implements. A command carries its rows and its audit entry; both are written
 * in one transaction or not at all. No transaction ever crosses this port. Everything is looked up
 * within one organization. Lists are newest first unless they say otherwise.
 *
 * Expected refusals are results; anything else (a full disk, a broken database) throws a `StoreError`.
 */
export type Store = {
  setup: SetupStore;
  people: PeopleStore;
  sessions: SessionStore;
  accounts: AccountStore;
  secondFactors: SecondFactorStore;
  passkeys: PasskeyStore;
  singleSignOn: SingleSignOnStore;
  security: SecurityStore;
  supportStaff: SupportStaffStore;
  organizations: OrganizationStore;
  members: MemberStore;
  invitations: InvitationStore;
  registries: RegistryStore;
  drafts: DraftStore;
  secrets: SecretStore;
  patterns: PatternStore;
  expectations: ExpectationStore;
  imageMappings: ImageMappingStore;
  checks: CheckStore;
  health: HealthStore;
  projects: ProjectStore;
  workerTokens: WorkerTokenStore;
  apiTokens: ApiTokenStore;
  pulls: PullStore;
  revisions: RevisionStore;
  audit: AuditStore;
  jobs: JobStore;
  calendar: CalendarStore;
  alerts: AlertStore;
  fileReports: FileReportStore;
  requestKeys: RequestKeyStore;
  attemptCounters: AttemptCounterStore;
  keys: KeyStore;
  instance: InstanceStore;
  /** Whether other servers may work on the same database. */
  readonly shared: boolean;
  /** What the sign-in library needs to keep its own tables here. */
  auth: AuthDatabase;
  /** One cheap read that proves the database answers; throws where it does not. */
  ping(): Promise<void>;
  /** The engine and how far its tables are. */
  facts(): Promise<DatabaseFacts>;
  /**
   * How much lies in the log beside the database that is not folded in yet or not cut back, in bytes; null where the
   * engine sees to that itself.
   */
  journalBytes(): Promise<number | null>;
  close(): Promise<void>;
};
