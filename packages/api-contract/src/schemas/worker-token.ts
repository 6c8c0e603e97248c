import { z } from "zod";
import { idSchema, nameSchema, personSchema, timeSchema } from "./common.ts";

export const workerTokenNameSchema = nameSchema(60, "Give the token a name.");

export const workerTokenViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters of the token, enough to recognise it and useless to an attacker. */
  prefix: z.string(),
  /** The project that counts where a pull names none. */
  project: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("default"), id: z.string(), name: z.string() }),
    z.object({ kind: z.literal("any") }),
  ]),
  state: z.enum(["active", "expired", "revoked"]),
  createdAt: timeSchema,
  createdBy: personSchema.nullable(),
  expiresAt: timeSchema,
  lastUsedAt: timeSchema.nullable(),
});

export const workerTokenListSchema = z.object({ tokens: z.array(workerTokenViewSchema) });

export const workerTokenCreateSchema = z.strictObject({
  name: workerTokenNameSchema,
  project: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("default"), id: idSchema }),
    z.strictObject({ kind: z.literal("any") }),
  ]),
  expiresInDays: z.number().int().min(1, "At least one day.").max(90, "At most 90 days."),
});

/** The only answer that ever carries the token itself. */
export const workerTokenCreatedSchema = z.object({
  workerToken: workerTokenViewSchema,
  token: z.string(),
});

export type WorkerTokenView = z.infer<typeof workerTokenViewSchema>;
export type WorkerTokenCreate = z.infer<typeof workerTokenCreateSchema>;
export type WorkerTokenCreated = z.infer<typeof workerTokenCreatedSchema>;
