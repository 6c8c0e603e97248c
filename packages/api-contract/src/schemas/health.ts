import { z } from "zod";
import { checkProfiles } from "./check.ts";
import { timeSchema } from "./common.ts";
import { healthStates } from "./registry.ts";

/** What one check said of a registry's health. */
export const checkEffects = ["passed", "refused", "trouble", "unclear"] as const;

export const healthQuerySchema = z.strictObject({
  /** How far back, in days. */
  days: z.coerce.number().int().min(1).max(90).default(7),
});

export const healthChangeSchema = z.object({
  id: z.string(),
  at: timeSchema,
  /** Null where the registry was added in this state. */
  from: z.enum(healthStates).nullable(),
  to: z.enum(healthStates),
  /** One sentence. */
  reason: z.string().nullable(),
  /** The check that brought the change; null for a member, and where none did. */
  checkId: z.string().nullable(),
});

export const healthHistorySchema = z.object({
  from: timeSchema,
  to: timeSchema,
  /** Oldest first. The first one may lie before `from`: it says in which state the time began. */
  changes: z.array(healthChangeSchema),
  /** Oldest first; for a member there are none. */
  checks: z.array(
    z.object({
      id: z.string(),
      at: timeSchema,
      effect: z.enum(checkEffects),
      symptom: z.string(),
      profile: z.enum(checkProfiles),
    }),
  ),
  /** Whether there were more checks than are listed. */
  checksCut: z.boolean(),
  /** What re-checks found since, as long as it is not enough to change the state. */
  doubt: z
    .object({ effect: z.enum(["refused", "trouble"]), count: z.number().int(), since: timeSchema })
    .nullable(),
  /** When the schedule tries the saved secret next; null where it does not. */
  nextReCheckAt: timeSchema.nullable(),
});

export type CheckEffect = (typeof checkEffects)[number];
export type HealthChangeView = z.infer<typeof healthChangeSchema>;
export type HealthHistory = z.infer<typeof healthHistorySchema>;
