import { z } from "zod";
import { errorCodes } from "../error-code.ts";
import { secondFactorAskSchema } from "./second-factor.ts";

export const idSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);
export const slugSchema = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/);
/** Moments are ISO 8601 in UTC with milliseconds. */
export const timeSchema = z.iso.datetime({ precision: 3 });
export const digestSchema = z
  .string()
  .regex(/^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/);
export const versionSchema = z.number().int().min(1);

/**
 * A line that people write. It stands in sentences, in logs and on the terminals of workers, so
 * characters that hide or reorder what is around them are refused.
 */
export function lineSchema(lengthMax: number) {
  return z
    .string()
    .trim()
    .max(lengthMax, `Use at most ${lengthMax} characters.`)
    .regex(/^[^\p{C}]*$/u, "Leave out control and invisible characters.");
}

export function nameSchema(lengthMax: number, ifEmpty: string) {
  return lineSchema(lengthMax).min(1, ifEmpty);
}

export const orgParams = z.strictObject({ org: slugSchema });
export const orgItemParams = z.strictObject({ org: slugSchema, id: idSchema });

export const personSchema = z.object({ id: z.string(), name: z.string() });

export const issueSchema = z.object({
  path: z.string(),
  message: z.string(),
  code: z.string().optional(),
  at: z.number().int().optional(),
  /** A corrected value that the form can offer with one click. */
  fix: z.string().optional(),
});

export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    requestId: z.string(),
    issues: z.array(issueSchema).optional(),
    /** With `second_factor_required` and `second_factor_failed`: how it can be given now. */
    secondFactor: secondFactorAskSchema.optional(),
  }),
});

/** A page of a list that grows: ask again with `cursor` for what follows; `next` is null on the last page. */
export const cursorQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The same for lists by name, whose cursors carry a name. */
export const nameCursorQuery = cursorQuery.extend({ cursor: z.string().max(600).optional() });

export type CursorQuery = z.infer<typeof cursorQuery>;
export type Person = z.infer<typeof personSchema>;
export type Issue = z.infer<typeof issueSchema>;
export type ErrorBody = z.infer<typeof errorBodySchema>;
