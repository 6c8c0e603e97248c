import { z } from "zod";
import { idSchema, nameSchema, personSchema, timeSchema, versionSchema } from "./common.ts";
import { registryTypeSlugs } from "./registry-type-slugs.generated.ts";

export { registryTypeSlugs };

export const healthStates = [
  "healthy",
  "failing",
  "expired",
  "expiring",
  "trouble",
  "not-checked",
  "paused",
  "checking",
] as const;

export const registryNameSchema = nameSchema(60, "Give the registry a name.");

/** Public settings of a registry; which keys there are is the registry type's business (registry-catalog checks them). */
export const settingsSchema = z.record(z.string().max(64), z.unknown());
/** The sealed part, by field name. Only ever sent to the server, never back. */
export const secretInputSchema = z.record(z.string().max(64), z.string().max(65_536));

export const patternTextSchema = z.string().max(1024, "A pattern has at most 1,024 characters.");
export const imageTextSchema = z
  .string()
  .min(1, "Enter an image.")
  .max(1024, "An image reference has at most 1,024 characters.");

export const hostRuleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("exact"), hosts: z.array(z.string()) }),
  z.object({ kind: z.literal("wildcard"), pattern: z.string() }),
]);

export const registryPatternSchema = z.object({
  id: z.string(),
  text: z.string(),
  canonical: z.string(),
});

export const healthSchema = z.object({
  state: z.enum(healthStates),
  /** One sentence that says why the state is what it is. */
  reason: z.string().nullable(),
  since: timeSchema.nullable(),
  checkedAt: timeSchema.nullable(),
  checkId: z.string().nullable(),
  /** Where only workers can sign in, the worker whose check this rests on; null where the server checked. */
  checkedBy: z.object({ worker: z.string() }).nullable(),
});

export const checkedOnSchema = z.enum(["server", "worker"]);

export const expirySources = ["read", "entered", "default", "unknown"] as const;
export const expirySchema = z.object({
  at: timeSchema.nullable(),
  source: z.enum(expirySources),
  /** Who entered the date, where somebody did. */
  by: personSchema.nullable(),
  /** Until when nobody is reminded of it. */
  snoozedUntil: timeSchema.nullable(),
});

/** Days after which somebody is reminded to replace a secret, whether it ends by itself or not. */
export const rotateAfterDaysSchema = z
  .number()
  .int()
  .min(1, "At least one day.")
  .max(730, "At most 730 days.");

export const registryViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(registryTypeSlugs),
  host: z.string(),
  hostRule: hostRuleSchema,
  /** Null for a member, who sees name, pattern and health only. */
  settings: settingsSchema.nullable(),
  identity: z.string().nullable(),
  patterns: z.array(registryPatternSchema),
  health: healthSchema,
  /** Where a check has to run: on a worker where only workers can sign in. Null for a member. */
  checkedOn: checkedOnSchema.nullable(),
  paused: z.boolean(),
  secret: z
    .object({
      setAt: timeSchema,
      setBy: personSchema.nullable(),
      fingerprint: z.string(),
      version: z.number().int(),
      /** The secret before, as long as it can be restored. */
      kept: z
        .object({
          setAt: timeSchema,
          setBy: personSchema.nullable(),
          fingerprint: z.string(),
          until: timeSchema,
        })
        .nullable(),
    })
    .nullable(),
  expiry: expirySchema,
  /** Days after which somebody is reminded to replace the secret; null: nobody is. */
  rotateAfterDays: z.number().int().nullable(),
  /** When that is. */
  rotateAt: timeSchema.nullable(),
  /** Whether workers may receive the stored secret where nothing shorter exists. */
  handOutStored: z.boolean(),
  /** Whether it is chosen for clients that know only the host, whatever else is on that host. */
  servesHostOnly: z.boolean(),
  testImage: z.string().nullable(),
  lastPullAt: timeSchema.nullable(),
  pulls30d: z.number().int(),
  version: versionSchema,
  createdAt: timeSchema,
  createdBy: personSchema.nullable(),
  updatedAt: timeSchema,
  updatedBy: personSchema.nullable(),
});

export const registryListSchema = z.object({
  registries: z.array(registryViewSchema),
  next: z.string().nullable(),
});

export const registryCreateSchema = z.strictObject({
  name: registryNameSchema,
  type: z.enum(registryTypeSlugs),
  settings: settingsSchema,
  secret: secretInputSchema,
  patterns: z.array(patternTextSchema).min(1, "Add at least one pattern.").max(100),
  handOutStored: z.boolean(),
  testImage: imageTextSchema.nullish(),
  expiryAt: timeSchema.nullish(),
  /** The check that proved exactly these settings and this secret; absent for "Save without checking". */
  checkId: idSchema.nullish(),
  /** The draft that becomes this registry; it is gone once that is saved. */
  draftId: idSchema.nullish(),
  /** Save although saved expectations of other registries break; the reason is written to the audit log. */
  overrideReason: z.string().trim().min(3).max(500).optional(),
});

export const registryUpdateSchema = z.strictObject({
  /** The version that the editor saw; another one in the store is a `conflict`. */
  version: versionSchema,
  name: registryNameSchema.optional(),
  patterns: z.array(patternTextSchema).min(1, "Add at least one pattern.").max(100).optional(),
  settings: settingsSchema.optional(),
  /** Needed whenever `settings` move the destination. */
  secret: secretInputSchema.optional(),
  handOutStored: z.boolean().optional(),
  servesHostOnly: z.boolean().optional(),
  testImage: imageTextSchema.nullish(),
  expiryAt: timeSchema.nullish(),
  rotateAfterDays: rotateAfterDaysSchema.nullish(),
  checkId: idSchema.nullish(),
  /** Save although saved expectations break; the reason is written to the audit log. */
  overrideReason: z.string().trim().min(3).max(500).optional(),
});

export const secretReplaceSchema = z.strictObject({
  version: versionSchema,
  secret: secretInputSchema,
  /** Proof that the new secret works; without it a reason is needed. */
  checkId: idSchema.nullish(),
  reasonUnchecked: z
    .string()
    .trim()
    .min(3, "Say why an unproven secret should be used.")
    .max(500)
    .optional(),
  expiryAt: timeSchema.nullish(),
  /** How long the old secret can be restored; 0 deletes it at once. */
  keepHours: z.number().int().min(0).max(168).default(0),
});

export const pauseSchema = z.strictObject({ version: versionSchema });
export const deleteQuerySchema = z.strictObject({ version: z.coerce.number().int().min(1) });

export const movedImageSchema = z.object({
  image: z.string(),
  now: z
    .object({ registryId: z.string(), registryName: z.string(), pattern: z.string() })
    .nullable(),
  after: z
    .object({ registryId: z.string(), registryName: z.string(), pattern: z.string() })
    .nullable(),
  pulls: z.number().int(),
  projects: z.array(z.string()),
});

/** What a change of patterns does to the images pulled in the last 30 days. */
export const effectSchema = z.object({
  gain: z.array(movedImageSchema),
  switch: z.array(movedImageSchema),
  lose: z.array(movedImageSchema),
  unchanged: z.number().int(),
  /** Days of recorded pulls that the answer rests on, at most 30. */
  daysRecorded: z.number().int(),
});

/** Who pulled with a registry in the last 30 days, most pulls first; pulls without a project are one line. */
export const registryUsageSchema = z.object({
  days: z.number().int(),
  projects: z.array(
    z.object({
      project: z
        .object({ id: z.string(), name: z.string(), ownerKind: z.enum(["organization", "person"]) })
        .nullable(),
      pulls: z.number().int(),
      /** Failed and refused ones, which count as pulls as well. */
      failed: z.number().int(),
      lastPullAt: timeSchema,
    }),
  ),
});

export const addressProbeInputSchema = z.strictObject({
  type: z.enum(registryTypeSlugs),
  settings: settingsSchema,
});

export const addressProbeSchema = z.object({
  ok: z.boolean(),
  code: z.string(),
  message: z.string(),
  remedies: z.array(z.string()),
  scheme: z.enum(["basic", "bearer", "none"]).nullable(),
  /** Origin of the token service, where the challenge names one. */
  realm: z.string().nullable(),
  /** True where the token service is on another origin and the admin has to confirm it. */
  realmNeedsPin: z.boolean(),
  tls: z.object({ protocol: z.string(), validTo: z.string(), issuer: z.string() }).nullable(),
  durationMs: z.number(),
});

const lastResultSchema = z.object({
  /** A check, or a worker's pull. */
  kind: z.enum(["check", "pull"]),
  id: z.string(),
  at: timeSchema,
  image: z.string(),
  /** Who did it: a person, a worker by its token, or the schedule. Null for what nobody is known to have done. */
  by: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("person"), name: z.string() }),
      z.object({ kind: z.literal("worker"), name: z.string() }),
      z.object({ kind: z.literal("schedule") }),
    ])
    .nullable(),
  /** What went wrong, in one sentence; null for a success, and where a worker did not say. */
  reason: z.string().nullable(),
});

/** The newest proof that a registry's credential works, and the newest attempt that brought nothing; pulls of the last 30 days. */
export const lastResultsSchema = z.object({
  success: lastResultSchema.nullable(),
  failure: lastResultSchema.nullable(),
});

/** Registries that need somebody, each counted once: a secret that has ended is not also counted as refused. */
export const attentionSchema = z.object({
  failing: z.number().int(),
  expired: z.number().int(),
});

export type RegistryTypeSlug = (typeof registryTypeSlugs)[number];
export type HealthState = (typeof healthStates)[number];
export type Health = z.infer<typeof healthSchema>;
export type ExpirySource = (typeof expirySources)[number];
export type Expiry = z.infer<typeof expirySchema>;
export type RegistryView = z.infer<typeof registryViewSchema>;
export type RegistryCreate = z.infer<typeof registryCreateSchema>;
export type RegistryUpdate = z.infer<typeof registryUpdateSchema>;
export type SecretReplace = z.infer<typeof secretReplaceSchema>;
export type MovedImage = z.infer<typeof movedImageSchema>;
export type Effect = z.infer<typeof effectSchema>;
export type RegistryUsage = z.infer<typeof registryUsageSchema>;
export type AddressProbeInput = z.infer<typeof addressProbeInputSchema>;
export type LastResult = z.infer<typeof lastResultSchema>;
export type LastResults = z.infer<typeof lastResultsSchema>;
export type Attention = z.infer<typeof attentionSchema>;
export type AddressProbe = z.infer<typeof addressProbeSchema>;
