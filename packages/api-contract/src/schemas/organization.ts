import { z } from "zod";
import { organizationNameSchema } from "./session.ts";

export const organizationCreateSchema = z.strictObject({ name: organizationNameSchema });
export const organizationCreatedSchema = z.object({
  organization: z.object({ id: z.string(), slug: z.string(), name: z.string() }),
});

export type OrganizationCreate = z.infer<typeof organizationCreateSchema>;
