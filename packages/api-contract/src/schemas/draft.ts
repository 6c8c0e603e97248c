import { z } from "zod";
import { lineSchema, personSchema, timeSchema, versionSchema } from "./common.ts";
import { patternTextSchema, registryTypeSlugs, settingsSchema } from "./registry.ts";

/**
 * What somebody has answered so far in the setup of a registry. There is no place for a secret in it, and
 * answers that fail their check (a token in the user name field, for one) are not kept.
 */
export const draftInputSchema = z.strictObject({
  type: z.enum(registryTypeSlugs),
  settings: settingsSchema,
  testImage: z.string().max(1024),
  name: lineSchema(60),
  patterns: z.array(patternTextSchema).max(100),
  handOutStored: z.boolean(),
  /** The day that was entered as the secret's end; null where none was. */
  expiryDay: z.iso.date().nullable(),
  /** The furthest of the four steps that was reached. */
  step: z.number().int().min(1).max(4),
});

export const draftUpdateSchema = draftInputSchema.extend({
  /** The version that the editor saw; another one in the store is a `conflict`. */
  version: versionSchema,
});

export const draftViewSchema = draftInputSchema.extend({
  id: z.string(),
  version: versionSchema,
  createdAt: timeSchema,
  createdBy: personSchema.nullable(),
  updatedAt: timeSchema,
  updatedBy: personSchema.nullable(),
});

export const draftListSchema = z.object({ drafts: z.array(draftViewSchema) });

export type DraftInput = z.infer<typeof draftInputSchema>;
export type DraftUpdate = z.infer<typeof draftUpdateSchema>;
export type DraftView = z.infer<typeof draftViewSchema>;
