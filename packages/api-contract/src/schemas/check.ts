import { z } from "zod";
import {
  cursorQuery,
  digestSchema,
  idSchema,
  lineSchema,
  personSchema,
  timeSchema,
} from "./common.ts";
import {
  imageTextSchema,
  registryTypeSlugs,
  secretInputSchema,
  settingsSchema,
} from "./registry.ts";

/** The steps of a check, in the order they are shown. */
export const checkSteps = [
  "credential",
  "dns",
  "connect",
  "challenge",
  "token",
  "manifest",
  "layer",
] as const;
export const stepStatuses = ["started", "passed", "failed", "skipped", "warning"] as const;

/** By hand in full, or by the schedule with one request. */
export const checkProfiles = ["full", "re-check"] as const;

export const checkOutcomes = [
  "ok",
  "ok_but_public",
  "authenticated_but_not_found",
  "denied_or_missing",
  "bad_credential",
  "expired",
  "rate_limited",
  "unreachable",
  "tls",
  "policy",
  "not_a_registry",
  "registry_trouble",
  "cancelled",
  "unclassified",
] as const;

export const checkInputSchema = z.discriminatedUnion("subject", [
  /** A registry that is not saved yet, or one whose destination is being changed: everything comes with the request. */
  z.strictObject({
    subject: z.literal("form"),
    type: z.enum(registryTypeSlugs),
    name: lineSchema(60).optional(),
    settings: settingsSchema,
    secret: secretInputSchema,
    image: imageTextSchema,
  }),
  /** A saved registry with its saved secret. */
  z.strictObject({ subject: z.literal("registry"), registryId: idSchema, image: imageTextSchema }),
  /** A new secret for a saved registry, whose saved settings stay. */
  z.strictObject({
    subject: z.literal("new-secret"),
    registryId: idSchema,
    secret: secretInputSchema,
    image: imageTextSchema,
  }),
]);

const networkEventSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("dns"),
    host: z.string(),
    addresses: z.array(z.string()),
    durationMs: z.number(),
  }),
  z.object({
    kind: z.literal("connect"),
    address: z.string(),
    port: z.number(),
    durationMs: z.number(),
  }),
  z.object({
    kind: z.literal("tls"),
    protocol: z.string(),
    validTo: z.string(),
    issuer: z.string(),
    subject: z.string(),
    durationMs: z.number(),
  }),
  z.object({ kind: z.literal("reused") }),
  z.object({ kind: z.literal("resent") }),
]);

const exchangeSchema = z.object({
  purpose: z.string(),
  method: z.enum(["GET", "HEAD", "POST"]),
  url: z.string(),
  authorization: z.enum(["none", "basic", "bearer", "other"]),
  at: z.number(),
  durationMs: z.number(),
  network: z.array(networkEventSchema),
  answer: z
    .object({
      status: z.number(),
      contentType: z.string().nullable(),
      bodyBytes: z.number(),
      headers: z.array(z.tuple([z.string(), z.string()])),
      challenges: z.array(
        z.object({
          scheme: z.string(),
          realm: z.string().optional(),
          service: z.string().optional(),
          scope: z.string().optional(),
          error: z.string().optional(),
        }),
      ),
      challengeProblem: z.string().optional(),
      error: z
        .object({
          shape: z.string(),
          entries: z.array(
            z.object({
              code: z.string().optional(),
              message: z.string(),
              detail: z.string().optional(),
            }),
          ),
        })
        .optional(),
    })
    .optional(),
  failure: z
    .object({
      code: z.string(),
      host: z.string(),
      port: z.number(),
      address: z.string().optional(),
      osCode: z.string().optional(),
      issuer: z.string().optional(),
      subject: z.string().optional(),
      altNames: z.array(z.string()).optional(),
      validFrom: z.string().optional(),
      validTo: z.string().optional(),
      proxyStatus: z.number().optional(),
    })
    .optional(),
});

/** What a step rests on: redacted on the server before it is stored or sent. */
export const evidenceSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("pick"),
    canonical: z.string(),
    registry: z.string().optional(),
    pattern: z.string().optional(),
    considered: z
      .array(z.object({ registry: z.string(), pattern: z.string(), reason: z.string() }))
      .optional(),
  }),
  z.object({ kind: z.literal("network"), event: networkEventSchema }),
  z.object({ kind: z.literal("exchange"), exchange: exchangeSchema }),
  z.object({
    kind: z.literal("token"),
    realm: z.string(),
    service: z.string().nullable(),
    scope: z.string(),
    lifetimeMs: z.number(),
    granted: z
      .array(z.object({ type: z.string(), name: z.string(), actions: z.array(z.string()) }))
      .nullable(),
  }),
  z.object({
    kind: z.literal("manifest"),
    digest: z.string(),
    digestFrom: z.enum(["body", "header"]),
    mediaType: z.string(),
    sizeBytes: z.number().nullable(),
    platforms: z.array(z.string()),
  }),
  z.object({
    kind: z.literal("rate-limit"),
    limit: z.number().nullable(),
    remaining: z.number().nullable(),
    windowSeconds: z.number().nullable(),
    source: z.string().nullable(),
    retryAfterSeconds: z.number().nullable(),
  }),
  z.object({ kind: z.literal("notice"), code: z.string(), text: z.string() }),
]);

export const checkStepSchema = z.object({
  step: z.enum(checkSteps),
  status: z.enum(stepStatuses),
  text: z.string(),
  /** Milliseconds; absent while the step runs and where it never ran. */
  durationMs: z.number().optional(),
  evidence: z.array(evidenceSchema),
});

export const diagnosisSchema = z.object({
  code: z.string(),
  outcome: z.enum(checkOutcomes),
  confidence: z.enum(["certain", "likely", "one-of-two"]),
  symptom: z.string(),
  causes: z.array(z.string()),
  remedies: z.array(z.string()),
});

/** `works-with-current`: it works with the secret in use and would stop; `unknown`: an answer that says nothing of the secret. */
export const inUseStates = [
  "waiting",
  "asking",
  "works",
  "works-with-current",
  "works-with-neither",
  "unknown",
] as const;

/** Of a new secret: the repositories that workers pulled with this registry lately, asked for one by one. */
export const imagesInUseSchema = z.object({
  days: z.number().int(),
  images: z.array(
    z.object({
      image: z.string(),
      /** Pulls of its repository in those days. */
      pulls: z.number().int(),
      state: z.enum(inUseStates),
      /** What the registry said; "" before it was asked and where it works. */
      text: z.string(),
    }),
  ),
  /** Repositories that were pulled less often and are not asked for. */
  leftOut: z.number().int(),
});

export const checkViewSchema = z.object({
  id: z.string(),
  subject: z.enum(["form", "registry", "new-secret"]),
  /** `re-check`: made by the schedule with an authenticated HEAD alone; it rests on the last full check. */
  profile: z.enum(checkProfiles),
  registry: z.object({ id: z.string(), name: z.string() }).nullable(),
  registryName: z.string().nullable(),
  image: z.string(),
  status: z.enum(["running", "finished", "cancelled"]),
  /** Berth itself, or the worker with this token. */
  runFrom: z.union([
    z.literal("server"),
    z.object({ worker: z.object({ id: z.string(), name: z.string() }) }),
  ]),
  startedAt: timeSchema,
  startedBy: personSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  durationMs: z.number().nullable(),
  requests: z.number().int().nullable(),
  steps: z.array(checkStepSchema),
  /** Null for what is not a new secret, and until the secret has opened the first image. */
  imagesInUse: imagesInUseSchema.nullable(),
  diagnosis: diagnosisSchema.nullable(),
  digest: z.string().nullable(),
});

/** What travels as one server-sent event; the event's id is `seq`, so that a reconnect resumes behind it. */
export const checkEventSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("step"), seq: z.number().int(), step: checkStepSchema }),
  z.object({
    kind: z.literal("images-in-use"),
    seq: z.number().int(),
    imagesInUse: imagesInUseSchema,
  }),
  z.object({ kind: z.literal("finished"), seq: z.number().int(), check: checkViewSchema }),
]);

/** What a worker saw from its own network, in the form a check of the server has. */
export const workerCheckInputSchema = z.strictObject({
  image: imageTextSchema,
  project: z.string().min(1).max(100).optional(),
  durationMs: z.number().int().min(0).max(3_600_000),
  requests: z.number().int().min(0).max(1000),
  steps: z.array(checkStepSchema).max(20),
  diagnosis: diagnosisSchema,
  digest: digestSchema.nullable(),
});

export const workerCheckAnswerSchema = z.object({ check: z.object({ id: z.string() }) });

export const checkStartedSchema = z.object({ check: checkViewSchema });
export const checkListQuerySchema = cursorQuery.extend({
  registry: idSchema.optional(),
  profile: z.enum(checkProfiles).optional(),
});
export const checkListSchema = z.object({
  checks: z.array(checkViewSchema.omit({ steps: true, imagesInUse: true })),
  next: z.string().nullable(),
});

export type CheckProfile = (typeof checkProfiles)[number];
export type WorkerCheckInput = z.infer<typeof workerCheckInputSchema>;
export type CheckStep = (typeof checkSteps)[number];
export type StepStatus = (typeof stepStatuses)[number];
export type CheckOutcome = (typeof checkOutcomes)[number];
export type CheckInput = z.infer<typeof checkInputSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type CheckStepView = z.infer<typeof checkStepSchema>;
export type DiagnosisView = z.infer<typeof diagnosisSchema>;
export type CheckView = z.infer<typeof checkViewSchema>;
export type ImagesInUse = z.infer<typeof imagesInUseSchema>;
export type ImageInUse = ImagesInUse["images"][number];
export type CheckSummary = z.infer<typeof checkListSchema>["checks"][number];
export type CheckEventView = z.infer<typeof checkEventSchema>;
