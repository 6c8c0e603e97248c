import type { NetworkEvent, TransportErrorCode, TransportErrorDetail } from "./transport.ts";

/**
 * What a check tells while it runs and what remains of it: events, trace, diagnosis.
 * Everything here is already redacted and may be stored, streamed and shown to support.
 * Times (`at`) are milliseconds since the epoch, durations are milliseconds.
 */

/** The steps of a check, in the order they are shown. */
export const stepIds = [
  "credential",
  "dns",
  "connect",
  "challenge",
  "token",
  "manifest",
  "layer",
] as const;
export type StepId = (typeof stepIds)[number];

export type StepStatus = "started" | "passed" | "failed" | "skipped" | "warning";

/** *Full*: by hand, with control and body hash. *Re-check*: one authenticated HEAD. */
export type CheckProfile = "full" | "re-check";

export type CheckEvent =
  | {
      kind: "check-started";
      /** Counts from 0 within one check; serves as the id of a server-sent event. */
      seq: number;
      at: number;
      profile: CheckProfile;
      image: string;
      registryHost: string;
      username: string | null;
    }
  | {
      kind: "step";
      seq: number;
      at: number;
      step: StepId;
      status: StepStatus;
      /** One line for people. */
      text: string;
      /** Missing while the step runs and where it never ran. */
      durationMs?: number | undefined;
      evidence: Evidence[];
    }
  | {
      kind: "check-finished";
      seq: number;
      at: number;
      durationMs: number;
      requests: number;
      diagnosis: Diagnosis;
    };

/** One expandable item under a step. */
export type Evidence =
  | PickEvidence
  | { kind: "network"; event: NetworkEvent }
  | { kind: "exchange"; exchange: Exchange }
  | ({ kind: "token" } & TokenFacts)
  | ({ kind: "manifest" } & ManifestFacts)
  | ({ kind: "rate-limit" } & RateLimitFacts)
  | { kind: "notice"; code: NoticeCode; text: string };

/** How the credential was chosen; supplied by the caller, who did the matching. */
export type PickEvidence = {
  kind: "pick";
  /** The image name as matched, `host/path`. */
  canonical: string;
  registry?: string | undefined;
  pattern?: string | undefined;
  considered?: Array<{ registry: string; pattern: string; reason: string }> | undefined;
};

export type NoticeCode =
  | "public-image"
  | "private-image"
  | "control-unknown"
  | "credential-not-asked"
  | "scope-replaced"
  | "lifetime-clamped"
  | "token-retried"
  | "challenge-changed"
  | "head-unsupported"
  | "schema-1"
  | "digest-from-header-only"
  | "digest-changed"
  | "tags-found"
  | "registry-warning"
  | "basis"
  | "over-privileged"
  | "signed-in-as"
  | "no-pull-limit"
  | "rights-unknown"
  | "layer-blocked"
  | "layer-refused"
  | "slow";

/** Why a request was made. */
export type ExchangePurpose =
  | "control-head"
  | "control-get"
  | "control-token"
  | "sign-in"
  | "push-probe"
  | "review"
  | "investigation"
  | "tags"
  | "layer"
  | "token"
  | "head"
  | "get"
  | "probe";

/** One request and what came of it: an answer or a failure, never both. */
export type Exchange = {
  purpose: ExchangePurpose;
  method: "GET" | "HEAD" | "POST";
  /** Without credentials; the query of a token request carries service and scope only. */
  url: string;
  authorization: "none" | "basic" | "bearer" | "other";
  at: number;
  durationMs: number;
  network: NetworkEvent[];
  answer?: Answer | undefined;
  failure?: ({ code: TransportErrorCode } & TransportErrorDetail) | undefined;
};

export type Answer = {
  status: number;
  contentType: string | null;
  bodyBytes: number;
  /** The headers that explain an answer, by name; all others are left out. */
  headers: Array<[name: string, value: string]>;
  challenges: ChallengeFacts[];
  /** Why `WWW-Authenticate` could not be read, if it could not. */
  challengeProblem?: string | undefined;
  /** The error body, if there was one. */
  error?: ErrorBody | undefined;
};

export type ChallengeFacts = {
  scheme: string;
  realm?: string | undefined;
  service?: string | undefined;
  scope?: string | undefined;
  error?: string | undefined;
};

/** An error body reduced to what may be shown: no control characters, at most 512 characters a text, no secret. */
export type ErrorBody = {
  shape: "registry" | "status-message" | "oauth" | "details" | "text" | "html" | "empty";
  entries: Array<{ code?: string | undefined; message: string; detail?: string | undefined }>;
};

export type TokenFacts = {
  /** Origin and path of the token endpoint. */
  realm: string;
  service: string | null;
  scope: string;
  lifetimeMs: number;
  /** What the token says it allows; null where it cannot be read. */
  granted: Array<{ type: string; name: string; actions: string[] }> | null;
};

export type ManifestFacts = {
  digest: string;
  /** `body`: recomputed from the bytes. `header`: as claimed by the registry. */
  digestFrom: "body" | "header";
  mediaType: string;
  sizeBytes: number | null;
  /** `os/architecture[/variant]`, of an index only. */
  platforms: string[];
};

export type RateLimitFacts = {
  limit: number | null;
  remaining: number | null;
  windowSeconds: number | null;
  /** An address or an account, as the registry names it. */
  source: string | null;
  retryAfterSeconds: number | null;
};

export type StepResult = {
  step: StepId;
  status: Exclude<StepStatus, "started">;
  text: string;
  durationMs?: number | undefined;
  evidence: Evidence[];
};

/** Why a check ended before the manifest was read, where no answer says it by itself. */
export type Stop =
  | { reason: "host-not-allowed"; host: string }
  | { reason: "challenge-missing" }
  | { reason: "challenge-broken"; problem: string }
  | { reason: "challenge-unsupported"; schemes: string[] }
  | { reason: "realm-refused"; problem: RealmProblem; realm: string }
  | { reason: "token-unusable"; problem: string }
  | { reason: "redirect"; toHost: string | null }
  | { reason: "manifest-wrong"; problem: ManifestProblem; expected: string; actual: string }
  | { reason: "not-a-manifest"; contentType: string | null }
  | { reason: "sign-in-failed"; code: string; message: string }
  | { reason: "out-of-requests" }
  | { reason: "out-of-time" }
  | { reason: "cancelled" };

export type RealmProblem = "malformed" | "other-origin" | "plain-http";
export type ManifestProblem = "digest" | "media-type" | "not-json";

/** Which way of signing in a registry asked for, kept between checks. Holds no secret. */
export type RememberedChallenge = {
  scheme: "basic" | "bearer";
  /** Of the bearer challenge; origin, path and query as the registry gave them. */
  realm?: string | undefined;
  service?: string | undefined;
  /** The repository the scope below was given for. */
  path?: string | undefined;
  scope?: string | undefined;
};

/** Everything a check found out; the diagnosis is a function of it. */
export type CheckTrace = {
  version: 1;
  profile: CheckProfile;
  /** Who asked, where it wasn't the Berth server. */
  from?: "worker" | undefined;
  image: { written: string; canonical: string; host: string; path: string; reference: string };
  registry: {
    type: string;
    /** What its admin called it; null while it has no name. */
    name: string | null;
    origin: string;
    /** Which user name belongs here, in a sentence; empty where nothing is known. */
    userNameRule: string;
  };
  username: string | null;
  startedAt: number;
  durationMs: number;
  steps: StepResult[];
  exchanges: Exchange[];
  /** Can anyone read the image without signing in? */
  control: "public" | "private" | "unknown" | "not-run";
  token: TokenFacts | null;
  manifest: ManifestFacts | null;
  /** Where layers lie, if not at the registry itself, and whether that could be reached from here. */
  layer?: { host: string; reachable: boolean } | undefined;
  rateLimit: RateLimitFacts | null;
  /** Tags of the repository, the nearest first, where the wanted one isn't among them. */
  nearTags?: string[] | undefined;
  notices: NoticeCode[];
  stop: Stop | null;
  /** For the next re-check. */
  remembered: RememberedChallenge | null;
  /** What a re-check rests on. */
  basis: CheckBasis | null;
};

/** What the last full check found; a re-check does not repeat it. */
export type CheckBasis = { at: number; control: CheckTrace["control"]; digest: string | null };

export type Outcome =
  | "ok"
  | "ok_but_public"
  | "authenticated_but_not_found"
  | "denied_or_missing"
  | "bad_credential"
  | "expired"
  | "rate_limited"
  | "unreachable"
  | "tls"
  | "policy"
  | "not_a_registry"
  | "registry_trouble"
  | "cancelled"
  | "unclassified";

export type Confidence = "certain" | "likely" | "one-of-two";

/**
 * What the result says about the registry's health. `failing`: the credential is to blame.
 * `trouble`: the network or the registry is. `none`: it says nothing either way.
 */
export type HealthEffect = "healthy" | "failing" | "trouble" | "none";

export type Diagnosis = {
  /** Stable, upper-case, such as `AUTH-REJECTED`. */
  code: string;
  outcome: Outcome;
  confidence: Confidence;
  /** What happened. */
  symptom: string;
  /** Most likely why; none, one, or two that the registry does not tell apart. */
  causes: string[];
  /** What to do, in order. */
  remedies: string[];
  healthEffect: HealthEffect;
};
