import { z } from "zod";
import { diagnosisSchema } from "./check.ts";
import { cursorQuery, digestSchema, timeSchema } from "./common.ts";
import { imageTextSchema, patternTextSchema, registryTypeSlugs } from "./registry.ts";

export const pullOutcomes = ["credential", "anonymous", "refused"] as const;
export const pullStatuses = ["started", "succeeded", "failed", "refused"] as const;

/** Why a pull got no credential although somebody asked for one. */
export const refusalReasons = [
  "personal_project",
  "project_required",
  "project_unknown",
  "project_out_of_scope",
  "registry_paused",
  "credential_expired",
  "registry_failing",
  "registry_unavailable",
  "stored_secret_not_handed_out",
  "registry_out_of_scope",
  "image_unreadable",
  "credential_unreadable",
] as const;

/** `own-role`: nothing was handed out, the worker signed in with a role of its own. */
export const credentialKinds = ["registry-token", "stored-secret", "own-role"] as const;

/**
 * What carries a credential to the client. All but `pull` and `check` take a user name and secret, never a
 * bearer. `check` fetches a manifest and no layer.
 */
export const carriers = ["pull", "check", "docker-helper", "kubelet", "auth-file"] as const;
const projectNameSchema = z.string().min(1).max(100);

export const workerPullInputSchema = z.strictObject({
  image: imageTextSchema,
  project: projectNameSchema.optional(),
  /** `pull` where it is left out. */
  carrier: z.enum(carriers).optional(),
});

/**
 * For clients that name no image. `docker-helper` knows a host only: `pattern` is `host/*`, and the answer is
 * anonymous unless one registry alone serves that host, all of it. `auth-file` names a pattern of the organization.
 */
export const workerPatternCredentialInputSchema = z.strictObject({
  pattern: patternTextSchema,
  project: projectNameSchema.optional(),
  carrier: z.enum(["docker-helper", "auth-file"]),
});

export const workerPullAnswerSchema = z.object({
  pull: z.string(),
  /** `canonical` is what to pull; `mappedFrom` is what was asked for, where that is pulled through a cache. */
  image: z.object({ canonical: z.string().nullable(), mappedFrom: z.string().optional() }),
  match: z
    .object({
      registry: z.string(),
      pattern: z.string(),
      reason: z.string(),
      /** The registry's type, for what its answers mean. A slug that a worker doesn't know says nothing to it. */
      type: z.string().optional(),
    })
    .nullable(),
  outcome: z.enum(pullOutcomes),
  /** A refusal's reason, or null. */
  reason: z.enum(refusalReasons).nullable(),
  /** The reason, or what "anonymous" rests on, in one sentence for the log. */
  message: z.string(),
  credential: z
    .union([
      z.object({ registryHost: z.string(), username: z.string(), password: z.string() }),
      z.object({ registryHost: z.string(), registryToken: z.string() }),
      /** The worker's own role in the vendor's cloud signs in; the settings say how, and hold no secret. */
      z.object({
        registryHost: z.string(),
        ownRole: z.object({
          type: z.enum(registryTypeSlugs),
          settings: z.record(z.string(), z.string()),
        }),
      }),
    ])
    .optional(),
  /** What the credential can really do, e.g. `repository:team/app:pull` or "everything that user may do". */
  scope: z.string().nullable(),
  expiresAt: timeSchema.nullable(),
});

const spanMsSchema = z.number().int().min(0).max(604_800_000);

/** Where a pull's time went, as far as the worker knows; in milliseconds. */
export const pullTimingSchema = z.strictObject({
  /** Until the manifest was there. */
  manifestMs: spanMsSchema.optional(),
  /** From the first layer that was asked for until the last one was there. */
  layersMs: spanMsSchema.optional(),
  /** Waited because the registry limits how often it may be asked. */
  rateLimitedMs: spanMsSchema.optional(),
  /** Waited because of faults and lost connections. */
  troubleMs: spanMsSchema.optional(),
  /** Hosts that layers came from, where the registry sent the worker on. */
  layerHosts: z
    .array(
      z
        .string()
        .max(255)
        .regex(/^[\w.:[\]-]+$/),
    )
    .max(5)
    .optional(),
});

/** What made a pull slow, as far as can be told. */
export const slowCauses = ["rate-limit", "network", "layer-storage", "unknown"] as const;

export const workerPullReportSchema = z.strictObject({
  status: z.enum(["succeeded", "failed"]),
  digest: digestSchema.optional(),
  durationMs: spanMsSchema.optional(),
  bytes: z.number().int().min(0).optional(),
  error: z.string().max(4096).optional(),
  timing: pullTimingSchema.optional(),
});

export const pullViewSchema = z.object({
  id: z.string(),
  at: timeSchema,
  image: z.string(),
  canonical: z.string().nullable(),
  digest: z.string().nullable(),
  outcome: z.enum(pullOutcomes),
  reason: z.enum(refusalReasons).nullable(),
  message: z.string(),
  status: z.enum(pullStatuses),
  registry: z.object({ id: z.string(), name: z.string() }).nullable(),
  pattern: z.string().nullable(),
  project: z
    .object({ id: z.string(), name: z.string(), ownerKind: z.enum(["organization", "person"]) })
    .nullable(),
  workerToken: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** What took the credential to the client; all but `pull` report no end. */
  carrier: z.enum(carriers),
  credentialKind: z.enum(credentialKinds).nullable(),
  scope: z.string().nullable(),
  durationMs: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  error: z.string().nullable(),
  /** When the worker said how it ended. */
  finishedAt: timeSchema.nullable(),
  timing: pullTimingSchema.nullable(),
  /** Null where it was as quick as pulls are. */
  slow: z.enum(slowCauses).nullable(),
  /** 95 of 100 earlier pulls of the repository took at most this long; null where too few are known. */
  usualMs: z.number().int().nullable(),
});

export const pullDetailSchema = pullViewSchema.extend({
  /** What went wrong or slowly; null where nothing did. */
  diagnosis: diagnosisSchema.nullable(),
});

/** What a pull was given: a credential, nothing, or nothing because no pattern matched its image. */
export const pullCredentials = ["handed-out", "none", "unmatched"] as const;
/** Spans of time that end now, by the name they have in an address. */
export const pullSpans = ["1h", "24h", "7d", "30d"] as const;

/** Which pulls are meant; every part narrows, absent ones do not. */
export const pullFilterSchema = z.strictObject({
  status: z.enum(pullStatuses).optional(),
  credential: z.enum(pullCredentials).optional(),
  registry: z.string().max(64).optional(),
  project: z.string().max(64).optional(),
  workerToken: z.string().max(64).optional(),
  /** Part of the image as written or of its canonical name. */
  image: z.string().max(200).optional(),
  /** Only pulls that were recognized as slow. */
  slow: z.enum(["true"]).optional(),
  /** Pulls that took longer. */
  overMs: z.coerce.number().int().min(0).max(604_800_000).optional(),
  /** Counts back from now; `from` and `to` narrow it further. */
  within: z.enum(pullSpans).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
});

export const pullExportQuerySchema = pullFilterSchema.extend({ format: z.enum(["csv", "json"]) });

/** Older pulls are deleted. */
export const pullRetentionSchema = z.strictObject({
  keptDays: z
    .number("Enter a whole number of days.")
    .int("Enter a whole number of days.")
    .min(7, "At least 7 days: explanations and effects look back.")
    .max(730, "At most 730 days."),
});

/** Counts of pulls over time: by hour where the time asked for is at most two days, else by day in UTC. */
export const pullCountsSchema = z.object({
  unit: z.enum(["hour", "day"]),
  /** Oldest first and without gaps. */
  slots: z.array(
    z.object({
      at: timeSchema,
      succeeded: z.number().int(),
      failed: z.number().int(),
      refused: z.number().int(),
      /** No end was reported. */
      open: z.number().int(),
    }),
  ),
  /**
   * Where a filter asks for what is not counted as pulls come in, the pulls are read, some 250,000 at most and the newest
   * first: earlier ones than this are missing in `slots`. Null where all are counted.
   */
  countedSince: timeSchema.nullable(),
});

export const pullListQuerySchema = cursorQuery.extend({
  ...pullFilterSchema.shape,
  /** The `head` of an earlier answer: the list stays as it was then, and `newer` counts what came since. */
  head: z.string().max(200).optional(),
});

export const pullListSchema = z.object({
  pulls: z.array(pullViewSchema),
  next: z.string().nullable(),
  /** Where the list begins; null while it is empty. */
  head: z.string().nullable(),
  /** Pulls since `head`, counted up to 1,000 and among the newest 25,000. 0 where no `head` was given. */
  newer: z.number().int(),
  /**
   * Filters that no index answers have pulls looked at one by one, some 250,000 for a page: `pulls` then holds what was
   * found from this time on, perhaps none, and `next` goes on searching. Null where the page ends for another reason.
   */
  searchedTo: timeSchema.nullable(),
});

export type PullOutcome = (typeof pullOutcomes)[number];
export type PullStatus = (typeof pullStatuses)[number];
export type RefusalReason = (typeof refusalReasons)[number];
export type CredentialKind = (typeof credentialKinds)[number];
export type Carrier = (typeof carriers)[number];
export type WorkerPatternCredentialInput = z.infer<typeof workerPatternCredentialInputSchema>;
export type WorkerPullInput = z.infer<typeof workerPullInputSchema>;
export type WorkerPullAnswer = z.infer<typeof workerPullAnswerSchema>;
export type WorkerPullReport = z.infer<typeof workerPullReportSchema>;
export type PullTiming = z.infer<typeof pullTimingSchema>;
export type SlowCause = (typeof slowCauses)[number];
export type PullView = z.infer<typeof pullViewSchema>;
export type PullDetail = z.infer<typeof pullDetailSchema>;
export type PullRetention = z.infer<typeof pullRetentionSchema>;
export type PullCounts = z.infer<typeof pullCountsSchema>;
export type PullFilter = z.infer<typeof pullFilterSchema>;
export type PullExportQuery = z.infer<typeof pullExportQuerySchema>;
export type PullListQuery = z.infer<typeof pullListQuerySchema>;
export type PullCredential = (typeof pullCredentials)[number];
export type PullSpan = (typeof pullSpans)[number];
