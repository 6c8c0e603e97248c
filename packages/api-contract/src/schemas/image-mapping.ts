import { z } from "zod";
import { timeSchema } from "./common.ts";

const sideSchema = z
  .string()
  .trim()
  .min(1, "Enter a host, with a path where you need one.")
  .max(255);

/** Images below `from` are pulled below `to` instead: a pull-through cache. */
export const imageMappingCreateSchema = z.strictObject({ from: sideSchema, to: sideSchema });

export const imageMappingSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  createdAt: timeSchema,
  createdBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Which registry signs workers in for names below `to`; null where no pattern covers them. */
  servedBy: z
    .object({ registry: z.object({ id: z.string(), name: z.string() }), pattern: z.string() })
    .nullable(),
});

export const imageMappingListSchema = z.object({ mappings: z.array(imageMappingSchema) });

/** What an image is pulled as, and by which mapping. */
export const mappedImageSchema = z.object({
  /** Canonical names, without tag and digest. */
  from: z.string(),
  to: z.string(),
  mapping: z.object({ from: z.string(), to: z.string() }),
});

export type ImageMappingView = z.infer<typeof imageMappingSchema>;
export type ImageMappingCreate = z.infer<typeof imageMappingCreateSchema>;
export type MappedImageView = z.infer<typeof mappedImageSchema>;
