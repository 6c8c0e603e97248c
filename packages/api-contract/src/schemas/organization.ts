import { z } from "zod";
import { organizationNameSchema } from "./session.ts";

export const organizationCreateSchema = z.strictObject({ name: organizationNameSchema });

const organizationRefSchema = z.object({ id: z.string(), slug: z.string(), name: z.string() });
export const organizationAnswerSchema = z.object({ organization: organizationRefSchema });

const slugLengthMax = 40;
const slugWords = `Use 2 to ${slugLengthMax} lower-case letters, digits and hyphens, with a letter or digit at both ends.`;

/** What an organization may be called in addresses from now on. */
export const organizationSlugSchema = z
  .string()
  .trim()
  .min(2, slugWords)
  .max(slugLengthMax, slugWords)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, slugWords);

export const organizationUpdateSchema = z.strictObject({
  name: organizationNameSchema,
  slug: organizationSlugSchema,
});

/** What goes with an organization when it is deleted. */
export const organizationContentsSchema = z.object({
  members: z.number().int(),
  registries: z.number().int(),
  projects: z.number().int(),
  /** Those that still count. */
  workerTokens: z.number().int(),
  /** Those that still count. */
  apiTokens: z.number().int(),
  pulls: z.number().int(),
});

/** The organization's name as it stands, typed by whoever means it. */
export const organizationDeleteQuerySchema = z.strictObject({ name: z.string().max(200) });

export type OrganizationCreate = z.infer<typeof organizationCreateSchema>;
export type OrganizationUpdate = z.infer<typeof organizationUpdateSchema>;
export type OrganizationContents = z.infer<typeof organizationContentsSchema>;
