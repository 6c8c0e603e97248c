import { z } from "zod";
import { idSchema, lineSchema, timeSchema } from "./common.ts";

export const fileKinds = ["valohai", "compose", "kubernetes", "unknown"] as const;

/** One image of a file: its name and its place. Nothing else of the file is kept. */
export const reportedImageSchema = z.strictObject({
  /** As written in the file; empty where a service is built and its image has no name. */
  text: z.string().max(1024),
  /** What is matched, with variables filled in; null where a value is missing. */
  reference: z.string().min(1).max(1024).nullable(),
  /** Both count from 1. */
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  /** Who uses it, in the file's own words. */
  where: z.string().max(300),
  note: z.string().max(300).nullable(),
  missing: z.array(z.string().max(200)).max(20),
  /** False where it is built locally or never pulled. */
  pulled: z.boolean(),
});

export const fileReportInputSchema = z.strictObject({
  name: lineSchema(120).min(1),
  kind: z.enum(fileKinds),
  /** Which project's rules applied; null for none. */
  project: idSchema.nullable(),
  images: z.array(reportedImageSchema).min(1).max(500),
});

export const fileReportHeadSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(fileKinds),
  imageCount: z.number().int(),
  createdAt: timeSchema,
  createdBy: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export const fileReportListSchema = z.object({ reports: z.array(fileReportHeadSchema) });
export const fileReportViewSchema = fileReportHeadSchema.extend({
  project: z.string().nullable(),
  images: z.array(reportedImageSchema),
});

export type ReportedImage = z.infer<typeof reportedImageSchema>;
export type FileReportInput = z.infer<typeof fileReportInputSchema>;
export type FileReportHead = z.infer<typeof fileReportHeadSchema>;
export type FileReportView = z.infer<typeof fileReportViewSchema>;
