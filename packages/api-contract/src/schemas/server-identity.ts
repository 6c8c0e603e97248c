import { z } from "zod";

/** What an organization has to know of the server to let it in by a role of theirs. Nothing of it is secret. */
export const serverIdentitySchema = z.object({
  aws: z.object({
    /** How far the operator lets the server's own role be used. */
    use: z.enum(["refuse", "assume", "allow"]),
    /** As a trust policy names it; null where it isn't known. */
    arn: z.string().nullable(),
    /** Why it isn't known. */
    problem: z.string().nullable(),
    /** Made for this organization alone: a trust policy asks for it. */
    externalId: z.string(),
  }),
});

export type ServerIdentityView = z.infer<typeof serverIdentitySchema>;
