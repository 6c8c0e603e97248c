import { z } from "zod";
import { lineSchema, personSchema, slugSchema, timeSchema } from "./common.ts";

/** How long support staff may stay, in hours. After that they enter anew, with a reason of its own. */
export const visitHours = [1, 4, 8] as const;

export const supportVisitStartSchema = z.strictObject({
  /** Its name in addresses. */
  organization: slugSchema,
  /** Stands in the organization's audit log and beside the visit. */
  reason: lineSchema(200).min(5, "Say why, in a few words: the organization reads it."),
  hours: z.literal(visitHours),
});

export const supportVisitStartedSchema = z.object({
  organization: z.object({ slug: z.string(), name: z.string() }),
  endsAt: timeSchema,
});

/** An organization of the instance, for whoever may enter it as support staff. */
export const visitableOrganizationSchema = z.object({
  slug: z.string(),
  name: z.string(),
  /** `member`: in it anyhow; `closed`: it lets no support staff in. */
  state: z.enum(["open", "closed", "visiting", "member"]),
  /** While visiting, when that ends. */
  endsAt: timeSchema.nullable(),
});

export const visitableOrganizationListSchema = z.object({
  organizations: z.array(visitableOrganizationSchema),
});

/** One kind of thing that a visitor has asked for. Each opening of a page, and each refresh, counts. */
export const supportLookSchema = z.object({
  /** In words, such as "List of registries". */
  what: z.string(),
  times: z.number().int(),
  firstAt: timeSchema,
  lastAt: timeSchema,
});

export const supportVisitViewSchema = z.object({
  id: z.string(),
  person: personSchema.extend({ email: z.string() }),
  reason: z.string(),
  startedAt: timeSchema,
  /** When it ends by itself. */
  endsAt: timeSchema,
  /** When it was over, once that stands in the audit log. */
  endedAt: timeSchema.nullable(),
  open: z.boolean(),
  /** What they have looked at, in the order in which they first did. */
  looks: z.array(supportLookSchema),
});

export const supportAccessSchema = z.object({
  /** Whether support staff of the instance may enter. */
  allowed: z.boolean(),
  /** What is open, and the last twenty that are over; newest first. */
  visits: z.array(supportVisitViewSchema),
});

export const supportAccessUpdateSchema = z.strictObject({ allowed: z.boolean() });

export type SupportVisitStart = z.infer<typeof supportVisitStartSchema>;
export type SupportVisitStarted = z.infer<typeof supportVisitStartedSchema>;
export type VisitableOrganization = z.infer<typeof visitableOrganizationSchema>;
export type SupportVisitView = z.infer<typeof supportVisitViewSchema>;
export type SupportLook = z.infer<typeof supportLookSchema>;
export type SupportAccess = z.infer<typeof supportAccessSchema>;
