import { z } from "zod";
import { timeSchema } from "./common.ts";
import { patternEntrySchema } from "./explain.ts";
import { refusalReasons } from "./pull.ts";
import { workerTokenScopeSchema, workerTokenViewSchema } from "./worker-token.ts";

const refusalSchema = z.object({ reason: z.enum(refusalReasons), message: z.string() });

/** A pattern for workers that match images themselves. */
export const workerPatternSchema = patternEntrySchema.omit({ servesHostOnly: true }).extend({
  /** Why its registry gives nothing at the moment, whatever the project; null where it does. */
  refusal: refusalSchema.nullable(),
  /** It serves its host to clients that know only the host, such as Docker's credential helper. */
  servesHost: z.boolean(),
});
export const workerPatternsSchema = z.object({
  entries: z.array(workerPatternSchema),
  /** Images below `from` are pulled below `to`, and matched by that name. */
  mappings: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
});

export const workerSelfQuerySchema = z.strictObject({
  project: z.string().min(1).max(100).optional(),
});

/** What a worker can know about itself. */
export const workerSelfSchema = z.object({
  organization: z.object({ name: z.string(), slug: z.string() }),
  token: workerTokenViewSchema
    .pick({ name: true, prefix: true, project: true, expiresAt: true })
    .extend({ actions: workerTokenScopeSchema.shape.actions }),
  /** Whose pulls these would be: of the project that was asked for, else of the token's own. */
  project: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("project"),
      name: z.string(),
      ownerKind: z.enum(["organization", "person"]),
    }),
    /** The token may pull for any project and none was named. */
    z.object({ kind: z.literal("none") }),
    z.object({ kind: z.literal("refused"), ...refusalSchema.shape }),
  ]),
  /** The server's clock, to hold the machine's own against. */
  serverTime: timeSchema,
});

export type WorkerPatterns = z.infer<typeof workerPatternsSchema>;
export type WorkerPattern = z.infer<typeof workerPatternSchema>;
export type WorkerSelf = z.infer<typeof workerSelfSchema>;
