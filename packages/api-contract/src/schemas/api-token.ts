import { z } from "zod";
import { apiScopes } from "../api-scopes.ts";
import { nameSchema, personSchema, timeSchema } from "./common.ts";

export const apiTokenNameSchema = nameSchema(60, "Give the token a name.");

export const apiTokenViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters of the token, enough to recognise it and useless to an attacker. */
  prefix: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  state: z.enum(["active", "expired", "revoked"]),
  createdAt: timeSchema,
  createdBy: personSchema.nullable(),
  expiresAt: timeSchema,
  lastUsedAt: timeSchema.nullable(),
});

export const apiTokenListSchema = z.object({
  tokens: z.array(apiTokenViewSchema),
  next: z.string().nullable(),
});

export const apiTokenCreateSchema = z.strictObject({
  name: apiTokenNameSchema,
  scopes: z.array(z.enum(apiScopes)).min(1, "Allow at least one thing.").max(apiScopes.length),
  expiresInDays: z.number().int().min(1, "At least one day.").max(365, "At most 365 days."),
});

/** The only answer that ever carries the token itself. */
export const apiTokenCreatedSchema = z.object({ apiToken: apiTokenViewSchema, token: z.string() });

export type ApiTokenView = z.infer<typeof apiTokenViewSchema>;
export type ApiTokenCreate = z.infer<typeof apiTokenCreateSchema>;
export type ApiTokenCreated = z.infer<typeof apiTokenCreatedSchema>;
