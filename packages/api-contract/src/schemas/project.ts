import { z } from "zod";
import { idSchema, nameSchema, personSchema, timeSchema } from "./common.ts";

export const projectNameSchema = nameSchema(100, "Give the project a name.");

export const projectOwnerSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("organization") }),
  z.object({ kind: z.literal("person"), person: personSchema }),
]);

export const projectViewSchema = z.object({
  id: z.string(),
  /** Its id in the system that keeps it in step over the API; null for one that nobody does. */
  externalId: z.string().nullable(),
  name: z.string(),
  owner: projectOwnerSchema,
  members: z.array(personSchema),
  pulls30d: z.number().int(),
  lastPullAt: timeSchema.nullable(),
  createdAt: timeSchema,
});

/** Another system's id, as it stands in an address. */
export const externalIdSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._~-]*$/,
    "Use letters, digits, dots, hyphens, underscores and tildes.",
  );

export const projectListSchema = z.object({
  projects: z.array(projectViewSchema),
  next: z.string().nullable(),
});

export const projectCreateSchema = z.strictObject({
  name: projectNameSchema,
  owner: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("organization") }),
    z.strictObject({ kind: z.literal("person"), personId: idSchema }),
  ]),
  memberIds: z.array(idSchema).max(500).default([]),
});

export const projectUpdateSchema = z.strictObject({
  name: projectNameSchema.optional(),
  owner: projectCreateSchema.shape.owner.optional(),
  memberIds: z.array(idSchema).max(500).optional(),
});

export type ProjectView = z.infer<typeof projectViewSchema>;
export type ProjectCreate = z.infer<typeof projectCreateSchema>;
export type ProjectUpdate = z.infer<typeof projectUpdateSchema>;
export type ProjectOwner = z.infer<typeof projectOwnerSchema>;
