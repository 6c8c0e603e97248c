import type {
  AuditAction,
  CheckProfile,
  DiagnosisView,
  PullCredential,
  PullStatus,
} from "@berth/api-contract";
import type { StoredScope } from "./schema/projects.ts";
import type {
  AuditEntry,
  AuditEvent,
  CalendarAddress,
  Check,
  CheckWithTrace,
  Draft,
  DraftAnswers,
  DueJob,
  Expectation,
  Expiry,
  Health,
  HealthChange,
  HealthDoubt,
  HostRule,
  Instance,
  JobPayload,
  KeyringEntry,
  Membership,
  Organization,
  PatternEntry,
  Person,
  Project,
  ProjectUse,
  Pull,
  RecentImage,
  Registry,
  RegistryPattern,
  RegistryRef,
  SealedSecret,
  Settings,
  Usage,
  SealedField,
  WorkerToken,
  WrappedKey,
  WrappedOrgKey,
} from "./rows.ts";
import type { AccountStore } from "./account-port.ts";
import type { ApiTokenStore } from "./api-token-port.ts";
import type { InvitationStore, MemberStore } from "./membership-port.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";
import type { RequestKeyStore } from "./request-key-port.ts";
import type { SecondFactorStore } from "./second-factor-port.ts";
import type { SessionStore } from "./session-port.ts";

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
  members: MemberStore;
  invitations: InvitationStore;
  registries: RegistryStore;
  drafts: DraftStore;
  secrets: SecretStore;
  patterns: PatternStore;
  expectations: ExpectationStore;
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
  requestKeys: RequestKeyStore;
  keys: KeyStore;
  instance: InstanceStore;
  /** What the sign-in library needs to keep its own tables here. */
  auth: AuthDatabase;
  /** One cheap read that proves the database answers; throws where it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type { NotFound, Ok, Refused };
/** Somebody else saved in between; `version` is what stands in the store now. */
export type Conflict = Refused<"conflict", { version: number }>;
export type NameTaken = Refused<"name_taken", { holder: RegistryRef }>;
export type PatternTaken = Refused<"pattern_taken", { canonical: string; holder: RegistryRef }>;
/** The organization's patterns are no longer those the caller reasoned about. */
export type PatternsChanged = Refused<"patterns_changed", { revision: number }>;

/** A page of a list. A cursor that no page gave out yields an empty last page. */
export type Page<Row> = { rows: Row[]; next: string | null };
export type PageQuery = { cursor?: string | undefined; limit: number };

// ── setup and people ────────────────────────────────────────────────────────────────────────────

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

export type PeopleStore = {
  get(personId: string): Promise<Person | null>;
  /** Compares in lower case, as addresses are stored. */
  getByEmail(email: string): Promise<Person | null>;
  /** Ordered by name. */
  organizationsOf(personId: string): Promise<Membership[]>;
  /** The one look-up of every request: the organization behind a slug, if the person is in it. */
  membership(personId: string, slug: string): Promise<Membership | null>;
  /** Null for somebody who has no password. Only for comparing one. */
  passwordHash(personId: string): Promise<string | null>;
  organization(organizationId: string): Promise<Organization | null>;
  /** Every organization of the instance, ordered by slug. For the operator's commands. */
  organizations(): Promise<Organization[]>;
};

// ── registries ──────────────────────────────────────────────────────────────────────────────────

export type RegistryStore = {
  /** Of all organizations, by organization and name, at most `limit`: for whoever runs the instance. */
  overview(limit: number): Promise<RegistryOverview[]>;
  /** Ordered by name. */
  list(organizationId: string): Promise<Registry[]>;
  get(organizationId: string, id: string): Promise<Registry | null>;
  /** Across organizations: registries that have no job under `prefix/organization/registry` yet. */
  withoutJob(
    prefix: string,
    limit: number,
  ): Promise<Array<{ organizationId: string; registryId: string }>>;
  create(
    command: CreateRegistry,
  ): Promise<Ok<{ registry: Registry }> | NameTaken | PatternTaken | PatternsChanged>;
  /** Changes what is given and leaves the rest. */
  update(
    command: UpdateRegistry,
  ): Promise<
    Ok<{ registry: Registry }> | NotFound | Conflict | NameTaken | PatternTaken | PatternsChanged
  >;
  /** Puts a new secret in the old one's place; the old one is gone when this resolves, or kept until a moment. */
  replaceSecret(command: ReplaceSecret): Promise<Ok<{ registry: Registry }> | NotFound | Conflict>;
  setPaused(command: SetPaused): Promise<Ok<{ registry: Registry }> | NotFound | Conflict>;
  /** Deletes the secret before, which was kept. */
  forgetKept(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok<{ registry: Registry }> | NotFound>;
  /** Across organizations: deletes kept secrets whose time is over. Gives their number, at most `limit`. */
  forgetOutdated(command: { now: number; limit: number }): Promise<number>;
  /** Until when nobody is reminded of the secret's end; null ends that. Leaves the editor's version alone. */
  snoozeExpiry(command: {
    organizationId: string;
    id: string;
    until: number | null;
    audit: AuditEntry;
  }): Promise<Ok<{ registry: Registry }> | NotFound>;
  /** Deletes registry, patterns, expectations and secret; pulls, checks and pattern history stay. */
  remove(command: RemoveRegistry): Promise<Ok | NotFound | Conflict>;
};

export type RegistryOverview = {
  id: string;
  organization: string;
  name: string;
  type: Registry["type"];
  state: Health["state"];
  paused: boolean;
  expiryAt: number | null;
};

export type CreateRegistry = {
  registry: {
    id: string;
    organizationId: string;
    name: string;
    type: Registry["type"];
    settings: Settings;
    host: string;
    hostRule: HostRule;
    identity: string | null;
    handOutStored: boolean;
    testImage: string | null;
    expiry: Expiry;
    rotateAfterDays?: number | null | undefined;
    health: Health;
  };
  patterns: readonly RegistryPattern[];
  /** Version 1. */
  secret: SealedSecret;
  /** A check made before saving, which becomes this registry's. */
  checkId?: string | null | undefined;
  /** The draft it was set up from, which is deleted with this. */
  draftId?: string | null | undefined;
  /** Refuses with `patterns_changed` unless the organization's patterns still have this revision. */
  patternRevision?: number | undefined;
  by: string | null;
  at: number;
  audit: AuditEntry;
};

export type UpdateRegistry = {
  organizationId: string;
  id: string;
  /** The version that the editor saw. */
  version: number;
  change: {
    name?: string | undefined;
    settings?: Settings | undefined;
    host?: string | undefined;
    hostRule?: HostRule | undefined;
    identity?: string | null | undefined;
    handOutStored?: boolean | undefined;
    testImage?: string | null | undefined;
    expiry?: Expiry | undefined;
    rotateAfterDays?: number | null | undefined;
    health?: Health | undefined;
  };
  /** All patterns from now on. One whose canonical text stays keeps the id it has. */
  patterns?: readonly RegistryPattern[] | undefined;
  /** Needed by a changed destination; its version is the stored one plus 1. */
  secret?: SealedSecret | undefined;
  checkId?: string | null | undefined;
  patternRevision?: number | undefined;
  by: string | null;
  at: number;
  audit: AuditEntry;
};

export type ReplaceSecret = {
  organizationId: string;
  id: string;
  version: number;
  secret: SealedSecret;
  expiry?: Expiry | undefined;
  health?: Health | undefined;
  /** Public facts that are read from the secret, such as a service account's name. */
  settings?: Settings | undefined;
  /** Until when the old secret can be restored; null or left out: it can't. */
  keepUntil?: number | null | undefined;
  identity?: string | null | undefined;
  checkId?: string | null | undefined;
  by: string | null;
  at: number;
  audit: AuditEntry;
};

export type SetPaused = {
  organizationId: string;
  id: string;
  version: number;
  paused: boolean;
  by: string | null;
  at: number;
  audit: AuditEntry;
};

export type RemoveRegistry = {
  organizationId: string;
  id: string;
  version: number;
  at: number;
  audit: AuditEntry;
};

/** Drafts that nobody has touched since `keptSince` count as gone. */
export type DraftStore = {
  /** Last touched first. */
  list(organizationId: string, keptSince: number): Promise<Draft[]>;
  get(organizationId: string, id: string, keptSince: number): Promise<Draft | null>;
  /** Deletes for good what is gone by `keptSince`; refuses where `countMax` are left. */
  create(command: CreateDraft): Promise<Ok<{ draft: Draft }> | Refused<"too_many">>;
  /** Puts new answers in the place of the old ones. */
  update(command: UpdateDraft): Promise<Ok<{ draft: Draft }> | NotFound | Conflict>;
  remove(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
};

export type CreateDraft = {
  draft: { id: string; organizationId: string; type: Draft["type"]; answers: DraftAnswers };
  keptSince: number;
  countMax: number;
  by: string;
  at: number;
  audit: AuditEntry;
};

export type UpdateDraft = {
  organizationId: string;
  id: string;
  /** The version that the editor saw. */
  version: number;
  type: Draft["type"];
  answers: DraftAnswers;
  by: string;
  at: number;
  /** Absent where the same person goes on typing. */
  audit?: AuditEntry | undefined;
};

/** The only door to ciphertext; for the services that open or re-seal secrets. */
export type SecretStore = {
  /** The secret in use, or the one before that is kept. */
  read(
    organizationId: string,
    registryId: string,
    which?: "current" | "kept",
  ): Promise<SealedSecret | null>;
  /** Every sealed field of the organization. */
  all(organizationId: string): Promise<SealedField[]>;
  /** Puts the same secret under another key. False where anybody has written the field since it was read. */
  reseal(command: SealedField & { organizationId: string; resealed: Buffer }): Promise<boolean>;
};

export type PatternStore = {
  /** Every pattern of the organization, paused registries' included, and the revision it stands for. */
  entries(organizationId: string): Promise<{ revision: number; entries: PatternEntry[] }>;
  /** Rises with every change that could alter a match; 0 before the first. */
  revision(organizationId: string): Promise<number>;
  /** What was in force at a moment, under the names of that moment. */
  historyAt(organizationId: string, at: number): Promise<PatternEntry[]>;
};

export type ExpectationStore = {
  /** Those of one registry, or of all. Oldest first. */
  list(organizationId: string, registryId?: string): Promise<Expectation[]>;
  /** The same image twice for one registry stays one. */
  create(command: {
    expectation: {
      id: string;
      organizationId: string;
      registryId: string;
      image: string;
      createdAt: number;
      createdBy: string | null;
    };
    audit: AuditEntry;
  }): Promise<Ok<{ expectation: Expectation }> | NotFound>;
  remove(command: {
    organizationId: string;
    registryId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
};

// ── checks ──────────────────────────────────────────────────────────────────────────────────────

export type CheckStore = {
  create(command: CreateCheck): Promise<void>;
  /** Ends a running check and, where it was of a saved registry, sets that registry's health. */
  finish(command: FinishCheck): Promise<Ok | NotFound | Refused<"already_finished">>;
  get(organizationId: string, id: string): Promise<CheckWithTrace | null>;
  list(
    organizationId: string,
    query: PageQuery & {
      registryId?: string | undefined;
      profile?: CheckProfile | undefined;
      since?: number | undefined;
    },
  ): Promise<Page<Check>>;
  /** Writes down a check that a worker made. It touches no registry's health, and nothing rests on it. */
  receive(command: ReceivedCheck): Promise<void>;
  /** Writes down a re-check that has ended, and what it says of its registry's health. */
  record(command: RecordReCheck): Promise<void>;
  /** The newest check of a registry that proved its credential. */
  lastWorked(organizationId: string, registryId: string): Promise<CheckWithTrace | null>;
  /**
   * Across organizations: deletes re-checks that began before a moment, except those that a registry's
   * health or its history rests on. Gives their number, at most `limit`.
   */
  pruneReChecks(command: { before: number; limit: number }): Promise<number>;
  /** How many full checks were started since a moment, by anybody or by one person. */
  countSince(organizationId: string, since: number, personId?: string): Promise<number>;
  /** Cancels what a process that died left running; gives their number. None runs for a minute. */
  cancelRunning(command: { startedBefore: number; at: number }): Promise<number>;
};

export type ReceivedCheck = {
  check: {
    id: string;
    organizationId: string;
    registryId: string | null;
    registryName: string | null;
    image: string;
    startedAt: number;
    finishedAt: number;
    durationMs: number;
    requests: number;
    diagnosis: NonNullable<Check["diagnosis"]>;
    digest: string | null;
    workerToken: { id: string; name: string };
  };
  trace: readonly unknown[];
  audit: AuditEntry;
};

export type CreateCheck = {
  check: {
    id: string;
    organizationId: string;
    subject: Check["subject"];
    registryId: string | null;
    registryName: string | null;
    image: string;
    startedAt: number;
    startedBy: string | null;
    proof: string | null;
  };
  audit?: AuditEntry | undefined;
};

export type FinishCheck = {
  organizationId: string;
  id: string;
  status: "finished" | "cancelled";
  finishedAt: number;
  durationMs: number;
  requests: number;
  trace: readonly unknown[];
  diagnosis: Check["diagnosis"];
  digest: string | null;
  health?: HealthFinding | undefined;
};

/** Left out silently where the secret was replaced meanwhile or the registry is gone. */
export type HealthFinding = {
  registryId: string;
  secretVersion: number;
  /** Null leaves the state as it is. */
  value: Health | null;
  doubt?: HealthDoubt | null | undefined;
  /** The check that the judged state rested on; where another one came in between, that one counts. */
  restsOn?: string | null | undefined;
};

export type RecordReCheck = {
  check: {
    id: string;
    organizationId: string;
    registryId: string;
    registryName: string;
    image: string;
    startedAt: number;
    finishedAt: number;
    durationMs: number;
    requests: number;
    diagnosis: DiagnosisView;
    digest: string | null;
  };
  trace: readonly unknown[];
  finding: HealthFinding;
};

// ── health ──────────────────────────────────────────────────────────────────────────────────────

export type HealthStore = {
  /** Changes since a moment, oldest first, and before them the last one earlier than that. */
  changes(organizationId: string, registryId: string, since: number): Promise<HealthChange[]>;
};

// ── projects and worker tokens ──────────────────────────────────────────────────────────────────

export type ProjectWrite = {
  externalId?: string | null | undefined;
  name: string;
  owner: { kind: "organization" } | { kind: "person"; personId: string };
  memberIds: readonly string[];
};

/** A person named as owner or member who does not belong to the organization. */
export type PersonUnknown = Refused<"person_unknown", { personId: string }>;

export type ProjectStore = {
  /** All, or those one person may see: their own and those that list them. Ordered by name. */
  list(organizationId: string, seenBy?: string): Promise<Project[]>;
  get(organizationId: string, id: string): Promise<Project | null>;
  /** What a worker may write: the id, else the id given over the API, else the name in any case. */
  find(organizationId: string, text: string): Promise<Project | null>;
  create(command: {
    project: ProjectWrite & { id: string; organizationId: string };
    at: number;
    audit: AuditEntry;
  }): Promise<Ok<{ project: Project }> | NameTaken | PersonUnknown>;
  update(command: {
    organizationId: string;
    id: string;
    change: Partial<ProjectWrite>;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok<{ project: Project }> | NotFound | NameTaken | PersonUnknown>;
  /** Its pulls stay. A token whose default it was keeps none. */
  remove(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
};

export type WorkerTokenStore = {
  /** Expired and revoked ones included. */
  list(organizationId: string): Promise<WorkerToken[]>;
  create(command: {
    token: NewWorkerToken & {
      name: string;
      project: { kind: "default"; id: string } | { kind: "any" };
      scope: StoredScope;
    };
    audit: AuditEntry;
  }): Promise<
    | Ok<{ token: WorkerToken }>
    | Refused<"project_unknown", { projectId: string }>
    | Refused<"registry_unknown", { registryId: string }>
  >;
  /**
   * Makes a token with the name, project and scope of another, which ends at `olderEndsAt` or before.
   * `not_active`: only a token that works can be rotated. `already_rotated`: it has a successor.
   * `older_active`: its own predecessor still works, and no more than two may.
   */
  rotate(command: {
    organizationId: string;
    id: string;
    olderEndsAt: number;
    token: NewWorkerToken;
    audit: AuditEntry;
  }): Promise<
    | Ok<{ token: WorkerToken }>
    | NotFound
    | Refused<"not_active" | "already_rotated" | "older_active">
  >;
  /** Across organizations: the token says which one. Expired and revoked ones are found as well. */
  findByHash(hash: Buffer): Promise<WorkerToken | null>;
  /** The token behind a link, whatever became of the two. */
  findByLink(linkHash: Buffer): Promise<WorkerToken | null>;
  /** Gives the token its secret, once: `already_opened` and `ended` change nothing. */
  openLink(command: {
    organizationId: string;
    id: string;
    secret: { prefix: string; hash: Buffer };
    at: number;
    audit: AuditEntry;
  }): Promise<Ok<{ token: WorkerToken }> | NotFound | Refused<"already_opened" | "ended">>;
  /** Notes that a used link was opened once more. */
  noteLinkOpenedAgain(command: {
    organizationId: string;
    id: string;
    at: number;
    audit: AuditEntry;
  }): Promise<void>;
  revoke(command: {
    organizationId: string;
    id: string;
    at: number;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
  /** Notes the last use; never moves it back. */
  touch(organizationId: string, id: string, at: number): Promise<void>;
};

export type NewWorkerToken = {
  id: string;
  organizationId: string;
  prefix: string;
  /** SHA-256 of the whole token. */
  hash: Buffer;
  createdAt: number;
  createdBy: string | null;
  expiresAt: number;
  /** Where the token is not shown but fetched: `prefix` and `hash` are replaced when the link is opened. */
  link: { hash: Buffer; expiresAt: number } | null;
};

// ── pulls ───────────────────────────────────────────────────────────────────────────────────────

export type PullStore = {
  /** Resolves when the pull is durable. Pulls that arrive together share one commit. */
  record(pull: NewPull): Promise<void>;
  /** Only the token that began a pull may report it, and only once. */
  report(command: PullReport): Promise<Ok<{ pull: Pull }> | NotFound | Refused<"already_finished">>;
  get(organizationId: string, id: string): Promise<Pull | null>;
  /** How long the latest successful pulls of a repository took that began before a moment. */
  durationsOf(
    organizationId: string,
    query: { imageName: string; before: number; limit: number },
  ): Promise<number[]>;
  /** `head` is where the list begins: give it back as `upTo` and the list stays as it was. */
  list(organizationId: string, query: PullQuery): Promise<Page<Pull> & { head: string | null }>;
  /** How many pulls came since a `head`, counted up to `max`. */
  countNewer(
    organizationId: string,
    filter: PullFilter,
    than: { head: string; max: number },
  ): Promise<number>;
  /** For how many days pulls are kept; null where nobody has said. */
  keptDays(organizationId: string): Promise<number | null>;
  setKeptDays(command: {
    organizationId: string;
    keptDays: number;
    audit: AuditEntry;
  }): Promise<void>;
  /**
   * Deletes pulls that are older than their organization keeps them, at most `limit` of each, so that
   * nobody waits long for the database. Gives how many went.
   */
  prune(query: { now: number; usualDays: number; limit: number }): Promise<number>;
  /** How many ended how, by `slot`: hours or days since the epoch. Slots without pulls are left out. */
  countByTime(
    organizationId: string,
    filter: PullFilter,
    unit: "hour" | "day",
  ): Promise<{ slot: number; status: PullStatus; pulls: number }[]>;
  /** The projects behind a registry's pulls, most pulls first; null stands for pulls without one. */
  projectsOf(
    organizationId: string,
    query: { registryId: string; since: number; limit: number },
  ): Promise<ProjectUse[]>;
  /** Images by canonical name, most pulled first, refused pulls left out; and how many days of pulls are recorded, at most `days`. */
  recentImages(
    organizationId: string,
    query: { days: number; now: number; limit: number },
  ): Promise<{ images: RecentImage[]; daysRecorded: number }>;
  usageByRegistry(organizationId: string, since: number): Promise<Usage[]>;
  usageByProject(organizationId: string, since: number): Promise<Usage[]>;
};

/** What a pull is recorded with; the rest comes with its report. */
export type NewPull = Omit<Pull, "finishedAt" | ReportedFact>;

type ReportedFact = "digest" | "durationMs" | "bytes" | "error" | "timing" | "slow" | "usualMs";

export type PullReport = Pick<Pull, ReportedFact> & {
  organizationId: string;
  id: string;
  workerTokenId: string;
  status: "succeeded" | "failed";
  at: number;
};

export type PullFilter = {
  status?: PullStatus | undefined;
  credential?: PullCredential | undefined;
  registryId?: string | undefined;
  projectId?: string | undefined;
  workerTokenId?: string | undefined;
  /** Part of the image as written or of its canonical name. */
  image?: string | undefined;
  slow?: boolean | undefined;
  /** Pulls that took longer. */
  overMs?: number | undefined;
  /** Inclusive. */
  from?: number | undefined;
  /** Exclusive. */
  to?: number | undefined;
  /** Only pulls of the projects that this person may see. */
  seenBy?: string | undefined;
};

export type PullQuery = PageQuery & PullFilter & { upTo?: string | undefined };

export type RevisionStore = {
  /**
   * Rises with every change of an organization that an answer to its workers could rest on: every audited
   * change, and its registries' health. 0 before the first.
   */
  current(organizationId: string): Promise<number>;
};

// ── audit ───────────────────────────────────────────────────────────────────────────────────────

export type AuditStore = {
  /** For events that change no row of their own, such as a sign-in. */
  append(organizationId: string, entry: AuditEntry): Promise<AuditEvent>;
  list(organizationId: string, query: PageQuery & AuditFilter): Promise<Page<AuditEvent>>;
  get(organizationId: string, id: string): Promise<AuditEvent | null>;
  /** Recomputes the chain and says where it first does not fit. */
  verify(organizationId: string): Promise<Ok<{ events: number }> | BrokenChain>;
  /** The end of every chain; of organizations that are gone too, whose slug is null. Ordered by slug. */
  heads(): Promise<
    { organizationId: string; slug: string | null; sequence: number; hash: string }[]
  >;
  /** The hash of one event; null where there is none with that number. */
  hashAt(organizationId: string, sequence: number): Promise<string | null>;
};

export type AuditFilter = {
  /** Any of these. */
  actions?: readonly AuditAction[] | undefined;
  actorId?: string | undefined;
  objectId?: string | undefined;
  /** Part of the name of actor or object, or a whole id, request id or, unless `hideAddresses`, network address. */
  text?: string | undefined;
  hideAddresses?: boolean | undefined;
  from?: number | undefined;
  to?: number | undefined;
};

/**
 * - `missing`: there is no event of this number, but later ones.
 * - `altered`: what the event says is not what was hashed.
 * - `unchained`: it does not continue the event before it.
 * - `cut-off`: the log ends before this event, which the head has counted.
 * - `unheaded`: the event stands behind the end that the head has counted.
 */
export type BrokenChain = Refused<
  "broken",
  {
    brokenAt: number;
    what: "missing" | "altered" | "unchained" | "cut-off" | "unheaded";
    /** Null where the event is not there. */
    eventId: string | null;
  }
>;
// ── jobs ────────────────────────────────────────────────────────────────────────────────────────

export type JobStore = {
  /** Adds what is not there yet; a job that is keeps its time. Gives the number added. */
  ensure(jobs: readonly NewJob[]): Promise<number>;
  /**
   * Takes jobs that are due and that nobody holds, oldest first. Each is given to one caller until its
   * lease ends, however many servers ask at the same moment.
   */
  claim(query: {
    now: number;
    leaseMs: number;
    /** A word that nobody else uses: what is held is settled under it. */
    lease: string;
    kinds: readonly string[];
    limit: number;
  }): Promise<DueJob[]>;
  /** False where the lease was lost to somebody else. */
  renew(command: { key: string; lease: string; until: number }): Promise<boolean>;
  /** Gives a job back with its next time; null ends it for good. False where the lease was lost. */
  settle(command: {
    key: string;
    lease: string;
    dueAt: number | null;
    failures: number;
  }): Promise<boolean>;
  dueAt(key: string): Promise<number | null>;
  /** Brings a job that nobody holds forward to a moment. */
  hasten(key: string, at: number): Promise<void>;
};

export type NewJob = { key: string; kind: string; payload: JobPayload; dueAt: number };

// ── calendar ────────────────────────────────────────────────────────────────────────────────────

export type CalendarStore = {
  get(organizationId: string, personId: string): Promise<CalendarAddress | null>;
  /** Takes the place of the address that the person had. */
  put(command: {
    organizationId: string;
    personId: string;
    /** SHA-256 of the secret part. */
    hash: Buffer;
    at: number;
    audit: AuditEntry;
  }): Promise<void>;
  remove(command: {
    organizationId: string;
    personId: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
  /** Across organizations: the address says which one, and whose it is. Notes the use. */
  use(hash: Buffer, at: number): Promise<CalendarAddress | null>;
};

// ── keys and instance ───────────────────────────────────────────────────────────────────────────

export type KeyStore = {
  /** Oldest first. */
  keyring(): Promise<KeyringEntry[]>;
  /** Makes a key-encryption key known; one that is known already stays as it is. */
  addKek(entry: KeyringEntry): Promise<void>;
  /** New keys are wrapped under this one from now on. */
  activateKek(kekId: string): Promise<Ok | NotFound>;
  /** Forgets one that is not active and that wraps nothing any more; `keys` is how many it still wraps. */
  removeKek(kekId: string): Promise<Ok | NotFound | Refused<"in_use", { keys: number }>>;
  /** Every key of instance and organizations, for the start-up check and for wrapping them anew. */
  allKeys(): Promise<WrappedKey[]>;
  /** One organization's keys, newest first: new records are sealed under the first. */
  orgKeys(organizationId: string): Promise<WrappedOrgKey[]>;
  orgKey(organizationId: string, keyId: string): Promise<WrappedOrgKey | null>;
  /** The next version of an organization's key. `outdated`: another one came first. */
  addOrgKey(command: { key: WrappedOrgKey; audit: AuditEntry }): Promise<Ok | Refused<"outdated">>;
  addInstanceKey(key: WrappedKey): Promise<Ok | Refused<"already_there">>;
  /** The same key under another key-encryption key. False where the row has changed since it was read. */
  rewrap(command: { place: KeyPlace; kekId: string; wrapped: Buffer }): Promise<boolean>;
  /** The same key for the recovery recipient. False where the row has changed since it was read. */
  setRecovery(command: { place: KeyPlace; recipient: string; recovery: Buffer }): Promise<boolean>;
};

/** A key's row as it was read. */
export type KeyPlace = Pick<WrappedKey, "organizationId" | "keyId" | "rowVersion">;

export type InstanceStore = {
  read(): Promise<Instance | null>;
  /** Once per database; refused where an instance stands already. */
  initialise(command: {
    instance: Instance;
    /** The first one, which is active. */
    keyring: Omit<KeyringEntry, "active">;
  }): Promise<Ok | Refused<"already_initialised">>;
};

/**
 * A drizzle database and the tables of the sign-in library, to be handed to its drizzle adapter as
 * they are. Statements are serialised with the store's own writes.
 */
export type AuthDatabase = {
  provider: "sqlite" | "pg";
  db: { [key: string]: unknown };
  schema: Record<string, unknown>;
};
