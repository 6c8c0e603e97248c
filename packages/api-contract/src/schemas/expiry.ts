import { z } from "zod";
import { timeSchema } from "./common.ts";

export const snoozeSchema = z.strictObject({
  /** 0 ends a snooze. */
  days: z.number().int().min(0).max(30),
});

export const calendarAddressSchema = z.object({
  /** Null where this person has none. */
  address: z.object({ createdAt: timeSchema, lastUsedAt: timeSchema.nullable() }).nullable(),
});

/** The only answer that ever carries the whole address. */
export const calendarCreatedSchema = z.object({ url: z.string() });

export type CalendarAddressView = z.infer<typeof calendarAddressSchema>;
