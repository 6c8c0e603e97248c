import { z } from "zod";
import { cursorQuery, idSchema, nameSchema, timeSchema } from "./common.ts";

/** How an alert reaches people: by e-mail, by a signed request, or through a Slack-compatible webhook. */
export const alertChannelKinds = ["email", "webhook", "slack"] as const;

/** What alerts are about. The order is the one that forms and lists show. */
export const alertKinds = [
  "registry.failing",
  "registry.recovered",
  "secret.expiring",
  "secret.expired",
  "secret.rotation-due",
  "images.uncovered",
  "worker-token.expiring",
] as const;

/** Days before a secret's end on which an alert is sent. */
export const secretAlertDays = [30, 14, 7, 1] as const;
/** Days before a worker token's end on which an alert is sent. */
export const workerTokenAlertDays = [14, 7, 1] as const;

export const alertRecipientsMax = 10;
export const alertChannelsMax = 20;

export const alertChannelNameSchema = nameSchema(60, "Give the channel a name.");
export const alertRecipientSchema = z
  .email("This is not an e-mail address.")
  .max(254, "This is not an e-mail address.");
export const alertRecipientsSchema = z
  .array(alertRecipientSchema)
  .min(1, "Enter at least one address.")
  .max(alertRecipientsMax, `At most ${alertRecipientsMax} addresses.`);
export const alertEventsSchema = z
  .array(z.enum(alertKinds))
  .min(1, "Choose at least one event.")
  .max(alertKinds.length);
/** The address may be a secret by itself: it is sealed, and no answer holds it. */
const addressSchema = z.string().trim().min(1, "Enter the address.").max(2000, "Too long.");

export const alertDeliveryStates = ["waiting", "sent", "failed", "skipped"] as const;

export const alertDeliverySchema = z.object({
  id: z.string(),
  channel: z.object({ id: z.string(), name: z.string() }),
  /** Null for a test. */
  kind: z.enum(alertKinds).nullable(),
  title: z.string(),
  /** The address a mail goes to; null for other kinds of channels. */
  recipient: z.string().nullable(),
  state: z.enum(alertDeliveryStates),
  attempts: z.number().int(),
  /** What came of the last attempt, in words; null before the first. */
  outcome: z.string().nullable(),
  createdAt: timeSchema,
  lastAttemptAt: timeSchema.nullable(),
  nextAttemptAt: timeSchema.nullable(),
});

export const alertChannelSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(alertChannelKinds),
  /** Of an e-mail channel; empty for the others. */
  recipients: z.array(z.string()),
  /** The host of a webhook; null for e-mail. */
  host: z.string().nullable(),
  events: z.array(z.enum(alertKinds)),
  paused: z.boolean(),
  version: z.number().int(),
  createdAt: timeSchema,
  lastDelivery: alertDeliverySchema.nullable(),
});

export const alertChannelListSchema = z.object({
  channels: z.array(alertChannelSchema),
  /** Whether this Berth has a mail server, without which no e-mail channel can be added. */
  mail: z.boolean(),
});

const common = { name: alertChannelNameSchema, events: alertEventsSchema };

export const alertChannelCreateSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("email"), recipients: alertRecipientsSchema }),
  z.strictObject({ ...common, kind: z.literal("webhook"), secretUrl: addressSchema }),
  z.strictObject({ ...common, kind: z.literal("slack"), secretUrl: addressSchema }),
]);

export const alertChannelUpdateSchema = z.strictObject({
  version: z.number().int().min(1),
  name: alertChannelNameSchema.optional(),
  events: alertEventsSchema.optional(),
  paused: z.boolean().optional(),
  recipients: alertRecipientsSchema.optional(),
  /** A new address of a webhook, which gets a new signing secret with it. */
  secretUrl: addressSchema.optional(),
});

/** `signingSecret` is in no other answer; null where the channel got none. */
export const alertChannelSavedSchema = z.object({
  channel: alertChannelSchema,
  signingSecret: z.string().nullable(),
});

export const alertDeliveryListQuerySchema = cursorQuery.extend({
  channel: idSchema.optional(),
  state: z.enum(alertDeliveryStates).optional(),
});
export const alertDeliveryListSchema = z.object({
  deliveries: z.array(alertDeliverySchema),
  next: z.string().nullable(),
});

export type AlertChannelKind = (typeof alertChannelKinds)[number];
export type AlertKind = (typeof alertKinds)[number];
export type AlertDeliveryState = (typeof alertDeliveryStates)[number];
export type AlertChannelView = z.infer<typeof alertChannelSchema>;
export type AlertDeliveryView = z.infer<typeof alertDeliverySchema>;
export type AlertChannelCreate = z.infer<typeof alertChannelCreateSchema>;
export type AlertChannelUpdate = z.infer<typeof alertChannelUpdateSchema>;
export type AlertChannelSaved = z.infer<typeof alertChannelSavedSchema>;
export type AlertDeliveryListQuery = z.infer<typeof alertDeliveryListQuerySchema>;
