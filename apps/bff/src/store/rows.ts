import type {
  AlertChannelKind,
  AlertDeliveryState,
  AlertKind,
  ApiScope,
  AuditAction,
  Carrier,
  CheckOutcome,
  CheckProfile,
  CredentialKind,
  DiagnosisView,
  ExpirySource,
  FileReportInput,
  HealthState,
  PullOutcome,
  PullStatus,
  PullTiming,
  RefusalReason,
  RegistryTypeSlug,
  ReportedImage,
  Role,
  SecondFactorState,
  SlowCause,
  WorkerAction,
} from "@berth/api-contract";

/**
 * What goes into the store and what comes out of it: plain data, the same for every engine.
 * Moments are milliseconds since the epoch, durations are milliseconds, ids come from `newId`.
 */

export type PersonRef = { id: string; name: string };
export type RegistryRef = { id: string; name: string };

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

/** Hosts a registry may be reached under; the same shape as in the pattern engine. */
export type HostRule =
  | { readonly kind: "exact"; readonly hosts: readonly string[] }
  | { readonly kind: "wildcard"; readonly pattern: string };

export type Settings = Readonly<Record<string, unknown>>;

export type RegistryPattern = { id: string; text: string; canonical: string };

/** `paused` and `checking` are no stored states: they follow from other facts. */
export type StoredHealthState = Exclude<HealthState, "paused" | "checking">;

export type Health = {
  state: StoredHealthState;
  reason: string | null;
  since: number | null;
  checkedAt: number | null;
  checkId: string | null;
  /** Name of the worker token that the check came with; null where the server made it. */
  checkedBy: string | null;
};

export const doubtEffects = ["failing", "trouble"] as const;

/** What re-checks in a row found against the state that stands, as long as it is not enough to change it. */
export type HealthDoubt = {
  effect: (typeof doubtEffects)[number];
  count: number;
  since: number;
};

/** `from` is null where the registry was added in this state. */
export type HealthChange = {
  id: string;
  at: number;
  from: StoredHealthState | null;
  to: StoredHealthState;
  reason: string | null;
  checkId: string | null;
};

export type Expiry = { at: number | null; source: ExpirySource };

/** Who entered it, where somebody did, and until when nobody is to be reminded of it. */
export type KnownExpiry = Expiry & { by: PersonRef | null; snoozedUntil: number | null };

/** What is known about a secret without opening it. */
export type SecretFacts = {
  /** Starts at 1 and only rises. */
  version: number;
  fingerprint: string;
  setAt: number;
  setBy: PersonRef | null;
};

/** The secret before the one in use, which can be restored until a moment. */
export type KeptSecret = SecretFacts & {
  until: number;
  /** Settings and facts that belonged to it. */
  settings: Settings;
  identity: string | null;
  expiry: Expiry;
};

/** A registry as every reader may have it: no ciphertext. Patterns stand in the order they were given. */
export type Registry = {
  id: string;
  organizationId: string;
  name: string;
  type: RegistryTypeSlug;
  settings: Settings;
  /** The host shown for it. */
  host: string;
  hostRule: HostRule;
  identity: string | null;
  patterns: RegistryPattern[];
  health: Health;
  doubt: HealthDoubt | null;
  paused: boolean;
  secret: SecretFacts | null;
  kept: KeptSecret | null;
  expiry: KnownExpiry;
  /** Somebody is reminded once the secret is this old; null: nobody is. */
  rotateAfterDays: number | null;
  handOutStored: boolean;
  testImage: string | null;
  /** Rises with every change that an editor could overwrite; health does not count. */
  version: number;
  createdAt: number;
  createdBy: PersonRef | null;
  updatedAt: number;
  updatedBy: PersonRef | null;
};

/** The sealed fields of one version of a secret: vault records by field name. */
export type SealedSecret = {
  version: number;
  fingerprint: string;
  fields: Readonly<Record<string, Buffer>>;
};

/** One pattern as the matching index takes it. */
export type PatternEntry = {
  id: string;
  /** Canonical. */
  pattern: string;
  hosts: HostRule;
  registryId: string;
  registryName: string;
  registryType: RegistryTypeSlug;
  paused: boolean;
};

export type Expectation = {
  id: string;
  organizationId: string;
  registryId: string;
  image: string;
  createdAt: number;
  createdBy: PersonRef | null;
};

export type FileReportHead = {
  id: string;
  name: string;
  kind: FileReportInput["kind"];
  imageCount: number;
  createdAt: number;
  createdBy: PersonRef | null;
};

export type FileReport = FileReportHead & {
  projectId: string | null;
  images: readonly ReportedImage[];
};

/** Images below `from` are pulled below `to`; both are canonical. */
export type ImageMapping = {
  id: string;
  organizationId: string;
  from: string;
  to: string;
  createdAt: number;
  createdBy: PersonRef | null;
};

/** What was answered so far in the setup of a registry. Never holds a secret. */
export type DraftAnswers = {
  settings: Settings;
  testImage: string;
  name: string;
  patterns: readonly string[];
  handOutStored: boolean;
  expiryDay: string | null;
  step: number;
};

export type Draft = {
  id: string;
  organizationId: string;
  type: RegistryTypeSlug;
  answers: DraftAnswers;
  version: number;
  createdAt: number;
  createdBy: PersonRef | null;
  updatedAt: number;
  updatedBy: PersonRef | null;
};

export type CheckSubject = "form" | "registry" | "new-secret";
export type CheckStatus = "running" | "finished" | "cancelled";

export type Check = {
  id: string;
  organizationId: string;
  subject: CheckSubject;
  profile: CheckProfile;
  /** Null while the registry is not saved, or after it was deleted. */
  registry: RegistryRef | null;
  /** The name at the time of the check. */
  registryName: string | null;
  image: string;
  status: CheckStatus;
  startedAt: number;
  startedBy: PersonRef | null;
  finishedAt: number | null;
  durationMs: number | null;
  requests: number | null;
  diagnosis: DiagnosisView | null;
  outcome: CheckOutcome | null;
  digest: string | null;
  /** Says which settings and secret were tested; made and compared by the service, opaque here. */
  proof: string | null;
  /** Who made it from its own network; null where Berth itself did. */
  workerToken: { id: string; name: string } | null;
};

/** `trace` is the list of events exactly as the service gave it. */
export type CheckWithTrace = Check & { trace: unknown[] };

/** A token for automation: what it may do stands in its scopes. */
export type ApiToken = {
  id: string;
  organizationId: string;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  createdAt: number;
  createdBy: PersonRef | null;
  expiresAt: number;
  revokedAt: number | null;
  lastUsedAt: number | null;
};

export type ProjectOwner = { kind: "organization" } | { kind: "person"; person: PersonRef };

export type Project = {
  id: string;
  organizationId: string;
  /** The project's id in the system that registered it over the API, if it gave one. */
  externalId: string | null;
  name: string;
  owner: ProjectOwner;
  members: PersonRef[];
  createdAt: number;
};

export type WorkerToken = {
  id: string;
  organizationId: string;
  name: string;
  prefix: string;
  /** `name` is null once the default project was deleted: such a token has no project. */
  project: { kind: "default"; id: string; name: string | null } | { kind: "any" };
  createdAt: number;
  createdBy: PersonRef | null;
  expiresAt: number;
  revokedAt: number | null;
  lastUsedAt: number | null;
  scope: WorkerTokenScope;
  /** The token it took over from, and the one that takes over from it. */
  rotatedFrom: string | null;
  rotatedTo: string | null;
  /** How it was delivered, where it was not shown on creation. */
  link: WorkerTokenLink | null;
};

/** `null` is no limit; the name of what was deleted is null, and nothing takes its place. */
export type WorkerTokenScope = {
  registries: NamedRef[] | null;
  projects: NamedRef[] | null;
  actions: WorkerAction[];
  /** Empty: from anywhere. */
  networks: string[];
};

export type NamedRef = { id: string; name: string | null };

export type WorkerTokenLink = {
  expiresAt: number;
  openedAt: number | null;
  openedAgainAt: number | null;
};

/**
 * Names of registry, project and token are kept as they were at the time, so that a pull stays
 * readable when those are gone.
 */
export type Pull = {
  id: string;
  organizationId: string;
  at: number;
  /** As written by the worker. */
  image: string;
  canonical: string | null;
  /** `host/path` of the canonical name, without tag and digest: what patterns match. */
  imageName: string | null;
  digest: string | null;
  outcome: PullOutcome;
  reason: RefusalReason | null;
  message: string;
  status: PullStatus;
  registry: RegistryRef | null;
  pattern: string | null;
  project: { id: string; name: string; ownerKind: ProjectOwner["kind"] } | null;
  workerToken: { id: string; name: string } | null;
  carrier: Carrier;
  credentialKind: CredentialKind | null;
  scope: string | null;
  durationMs: number | null;
  bytes: number | null;
  error: string | null;
  finishedAt: number | null;
  timing: PullTiming | null;
  /** Judged once, when its end was reported. */
  slow: SlowCause | null;
  /** What it was held against: the 95th percentile of the repository's earlier pulls. */
  usualMs: number | null;
};

export type RecentImage = { image: string; pulls: number; projects: string[] };

/** `failed` counts refused pulls as well, and `pulls` counts all. */
export type ProjectUse = {
  project: Pull["project"];
  pulls: number;
  failed: number;
  lastPullAt: number;
};

/** Pulls since a moment, and the last one ever. */
export type Usage = { id: string; pulls: number; lastPullAt: number | null };

export type AuditActor = {
  kind: "person" | "worker-token" | "api-token" | "system";
  id: string | null;
  name: string;
};
export type AuditChange = { field: string; before: unknown; after: unknown };

/** What a command hands over together with its rows. Never carries a secret. */
export type AuditEntry = {
  action: AuditAction;
  actor: AuditActor;
  object: { kind: string; id: string; name: string };
  changes: readonly AuditChange[];
  address: string | null;
  requestId: string;
  at: number;
  /** Taken together with the change, so that a repeated request changes nothing twice. No part of the event. */
  requestKey?: RequestKey | undefined;
};

/** A request that may come twice, as its `Idempotency-Key` says. */
export type RequestKey = {
  actorId: string;
  key: string;
  /** Tells whether two requests ask for the same; keyed, because what is asked can hold a secret. */
  fingerprint: string;
};

/** An entry as it was written: `sequence` counts from 1 within an organization without gaps. */
export type AuditEvent = {
  id: string;
  organizationId: string;
  sequence: number;
  action: AuditAction;
  actor: AuditActor;
  object: { kind: string; id: string; name: string };
  changes: AuditChange[];
  address: string | null;
  requestId: string;
  at: number;
  prevHash: string;
  hash: string;
};

/** Where a person's calendar reads an organization's dates. */
export type CalendarAddress = {
  organizationId: string;
  personId: string;
  createdAt: number;
  lastUsedAt: number | null;
};

/** Where alerts go. */
export type AlertChannel = {
  organizationId: string;
  id: string;
  name: string;
  kind: AlertChannelKind;
  /** Addresses of an e-mail channel; empty for the other kinds. */
  recipients: string[];
  /** What the sealed address of a webhook is bound to; null for e-mail. */
  host: string | null;
  events: AlertKind[];
  paused: boolean;
  secretVersion: number;
  version: number;
  createdAt: number;
  lastDelivery: AlertDelivery | null;
};

/** Sealed fields by their name. */
export type SealedFields = Readonly<Record<string, Buffer>>;

export type SealedAlertField = Pick<AlertChannel, "kind" | "host"> & {
  channelId: string;
  field: string;
  version: number;
  record: Buffer;
};

/** What is told beside the name: numbers, moments and our own sentences, never a secret. */
export type AlertFacts = Readonly<{
  /** Why a registry is failing. */
  reason?: string | null;
  checkId?: string | null;
  /** When the secret or token ends, or when the secret is due to be replaced. */
  endsAt?: number;
  /** The end is a usual lifetime, not a date that anybody knows. */
  guess?: boolean;
  /** After how many days a secret is to be replaced. */
  days?: number;
  images?: readonly UncoveredImage[];
}>;

export type UncoveredImage = { image: string; pulls: number; failed: number };

/** Something that is worth telling. `key` is the same for the same thing. */
export type AlertEvent = {
  organizationId: string;
  id: string;
  key: string;
  kind: AlertKind;
  at: number;
  subject: { id: string; name: string };
  facts: AlertFacts;
};

/** Telling one event to one channel, or to one address of it. */
export type AlertDelivery = {
  organizationId: string;
  id: string;
  channel: { id: string; name: string };
  /** Null for a test. */
  event: AlertEvent | null;
  recipient: string;
  state: AlertDeliveryState;
  attempts: number;
  outcome: string | null;
  createdAt: number;
  lastAttemptAt: number | null;
  nextAttemptAt: number | null;
};

/** Whom a job concerns; each kind of job reads its own. */
export type JobPayload = Readonly<Record<string, string>>;

/** A job whose time has come, held by whoever asked for it. */
export type DueJob = {
  key: string;
  kind: string;
  payload: JobPayload;
  dueAt: number;
  /** Failed turns in a row. */
  failures: number;
};

/** `schema` is the number of migrations the database had when the instance last started. */
export type Instance = { id: string; schema: number; createdAt: number };

/** One key-encryption key the instance knows: enough to recognise it, never the key. */
export type KeyringEntry = {
  kekId: string;
  /** Where the key is read from, without anything secret in it. */
  provider: string;
  checkValue: Buffer;
  createdAt: number;
  /** True for the one under which new keys are wrapped. */
  active: boolean;
};

/** A long-lived key, wrapped by the key-encryption key `kekId`: an organization's, or the instance's own. */
export type WrappedKey = {
  /** Null for the instance's own key. */
  organizationId: string | null;
  /** 16 random bytes, in hex: the key id that records carry. */
  keyId: string;
  version: number;
  kekId: string;
  wrapped: Buffer;
  /** Rises each time the key is wrapped anew. */
  rowVersion: number;
  createdAt: number;
  /** The same key for the offline recovery recipient, in the age format; null where there is none. */
  recovery: Buffer | null;
  recoveryRecipient: string | null;
};

export type WrappedOrgKey = WrappedKey & { organizationId: string };

/** One sealed field of a registry's secret, as it lies in the store. */
export type SealedField = { registryId: string; field: string; version: number; record: Buffer };
