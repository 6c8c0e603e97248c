import { z } from "zod";
import { idSchema, timeSchema } from "./common.ts";
import { mappedImageSchema } from "./image-mapping.ts";
import {
  checkedOnSchema,
  effectSchema,
  hostRuleSchema,
  imageTextSchema,
  patternTextSchema,
  registryTypeSlugs,
  settingsSchema,
} from "./registry.ts";

/** One pattern of the organization as the index takes it, for the tester that runs in the browser. */
export const patternEntrySchema = z.object({
  id: z.string(),
  pattern: z.string(),
  hosts: hostRuleSchema,
  registryId: z.string(),
  registryName: z.string(),
  paused: z.boolean(),
  /** Its registry is chosen for clients that know only the host. */
  servesHostOnly: z.boolean(),
});
export const patternEntriesSchema = z.object({ entries: z.array(patternEntrySchema) });

/** Images pulled in the last 30 days, most pulled first. */
export const recentImagesSchema = z.object({
  images: z.array(
    z.object({ image: z.string(), pulls: z.number().int(), projects: z.array(z.string()) }),
  ),
  daysRecorded: z.number().int(),
});

export const verdicts = [
  "uses",
  "no-credential",
  "not-available",
  "refused",
  "unreadable",
] as const;
export const checkMarks = ["pass", "fail", "not-checked", "cannot-tell"] as const;
export const fourChecks = ["configured", "covered", "organization", "readable"] as const;

export const spanSchema = z.object({
  start: z.number().int(),
  end: z.number().int(),
  /** `literal`: fixed by the pattern; `star`: taken by a star. */
  kind: z.enum(["literal", "star"]),
});

export const candidateSchema = z.object({
  entryId: z.string(),
  pattern: z.string(),
  registry: z.object({ id: z.string(), name: z.string() }),
  matched: z.boolean(),
  /** Of the canonical name. */
  spans: z.array(spanSchema),
  /** Why it won or lost, in one sentence. */
  reason: z.string(),
});

export const explanationSchema = z.object({
  image: z.string(),
  /** The canonical name that is matched: the mapped one where the image is pulled through a cache. */
  canonical: z.string().nullable(),
  mapped: mappedImageSchema.nullable(),
  /** What was added to or changed in the text, each in one sentence. */
  notes: z.array(z.string()),
  verdict: z.enum(verdicts),
  /** The verdict in one sentence. */
  sentence: z.string(),
  winner: candidateSchema.nullable(),
  /** Every pattern in evaluation order, matching ones first. */
  candidates: z.array(candidateSchema),
  /** How many patterns that did not match were left out of `candidates`. */
  omitted: z.number().int(),
  /** Where a check of the image through the winner has to run; null without a winner, and in the past. */
  checkedOn: checkedOnSchema.nullable(),
  hint: z
    .object({
      id: z.string(),
      message: z.string(),
      /** What to write instead: the pattern, the image, or a host to add to the registry. */
      fix: z.object({ kind: z.enum(["pattern", "image", "host"]), text: z.string() }).nullable(),
    })
    .nullable(),
  checks: z.array(
    z.object({
      id: z.enum(fourChecks),
      mark: z.enum(checkMarks),
      text: z.string(),
      link: z.object({ kind: z.enum(["registry", "check", "project"]), id: z.string() }).nullable(),
    }),
  ),
  project: z
    .object({ id: z.string(), name: z.string(), ownerKind: z.enum(["organization", "person"]) })
    .nullable(),
  asOf: timeSchema.nullable(),
});

export const explainInputSchema = z.strictObject({
  images: z.array(z.string().max(1024)).min(1).max(500),
  project: idSchema.optional(),
  asOf: timeSchema.optional(),
  /** How many patterns that did not match are listed for each image. */
  losers: z.number().int().min(0).max(200).default(50),
});
export const explainAnswerSchema = z.object({ explanations: z.array(explanationSchema) });

/** A change of patterns that is not saved yet. */
export const patternEditSchema = z.strictObject({
  /** The registry whose patterns change; null for one that is not saved yet. */
  registryId: idSchema.nullable(),
  type: z.enum(registryTypeSlugs),
  settings: settingsSchema,
  patterns: z.array(patternTextSchema).max(100),
});

export const previewInputSchema = z.strictObject({
  edit: patternEditSchema,
  images: z.array(z.string().max(1024)).max(200),
});

export const overlapSchema = z.object({
  kind: z.enum(["identical", "never-wins", "takes-over", "tie", "partial", "paused-winner"]),
  pattern: z.string(),
  other: z
    .object({ registryId: z.string(), registryName: z.string(), pattern: z.string() })
    .nullable(),
  message: z.string(),
});

export const previewAnswerSchema = z.object({
  /** The pattern that would win for each image asked, in their order. */
  winners: z.array(
    z.object({ image: z.string(), registryName: z.string(), pattern: z.string() }).nullable(),
  ),
  problems: z.array(
    z.object({
      index: z.number().int(),
      code: z.string(),
      message: z.string(),
      at: z.number().int().nullable(),
      fix: z.string().nullable(),
    }),
  ),
  overlaps: z.array(overlapSchema),
  effect: effectSchema,
  brokenExpectations: z.array(
    z.object({ image: z.string(), registryName: z.string(), after: z.string().nullable() }),
  ),
});

export const expectationSchema = z.object({
  id: z.string(),
  image: z.string(),
  createdAt: timeSchema,
  createdBy: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export const expectationListSchema = z.object({ expectations: z.array(expectationSchema) });
export const expectationCreateSchema = z.strictObject({ image: imageTextSchema });

export type PatternEntryView = z.infer<typeof patternEntrySchema>;
export type RecentImages = z.infer<typeof recentImagesSchema>;
export type Verdict = (typeof verdicts)[number];
export type CheckMark = (typeof checkMarks)[number];
export type ExplainInput = z.infer<typeof explainInputSchema>;
export type ExplanationView = z.infer<typeof explanationSchema>;
export type CandidateView = z.infer<typeof candidateSchema>;
export type PatternEdit = z.infer<typeof patternEditSchema>;
export type PreviewInput = z.infer<typeof previewInputSchema>;
export type PreviewAnswer = z.infer<typeof previewAnswerSchema>;
export type OverlapView = z.infer<typeof overlapSchema>;
export type ExpectationView = z.infer<typeof expectationSchema>;
