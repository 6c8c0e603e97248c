import { z } from "zod";
import { roles } from "../roles.ts";
import { personSchema, timeSchema } from "./common.ts";
import { emailSchema, newPasswordSchema, personNameSchema } from "./session.ts";

const roleSchema = z.enum(roles);

export const memberViewSchema = personSchema.extend({
  email: z.string(),
  role: roleSchema,
  /** When they last did something here; null for whoever may not manage members, and before the first sign-in. */
  lastActiveAt: timeSchema.nullable(),
  /** How they prove who they are; null for whoever may not manage members. */
  signIn: z
    .object({
      first: z.array(z.enum(["password", "single-sign-on"])),
      second: z.array(z.enum(["app", "passkey"])),
    })
    .nullable(),
});

export const memberListSchema = z.object({ members: z.array(memberViewSchema) });

export const memberUpdateSchema = z.strictObject({ role: roleSchema });

export const invitationViewSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  state: z.enum(["pending", "expired"]),
  invitedBy: personSchema.nullable(),
  createdAt: timeSchema,
  expiresAt: timeSchema,
});

export const invitationListSchema = z.object({ invitations: z.array(invitationViewSchema) });

export const invitationCreateSchema = z.strictObject({ email: emailSchema, role: roleSchema });

/**
 * `link` is null where it was mailed: then only whoever reads that mailbox has it. Everywhere else the inviter passes it
 * on, and this answer is the only place that shows it.
 */
export const invitationSentSchema = z.object({
  invitation: invitationViewSchema,
  mail: z.enum(["sent", "failed", "off"]),
  link: z.string().nullable(),
});

/** Part of the link. It travels in bodies, never in an address that a log keeps. */
export const invitationTokenSchema = z.string().min(1, "Open the link of the invitation.").max(200);

export const invitationLookSchema = z.strictObject({ token: invitationTokenSchema });

/** What the link's holder learns before they accept. */
export const invitationOfferSchema = z.object({
  organization: z.object({ slug: z.string(), name: z.string() }),
  email: z.string(),
  role: roleSchema,
  invitedBy: z.string().nullable(),
  expiresAt: timeSchema,
  /** Whether the address has an account already: then its owner signs in instead of making one. */
  hasAccount: z.boolean(),
});

export const invitationAcceptSchema = z.strictObject({
  token: invitationTokenSchema,
  name: personNameSchema,
  password: newPasswordSchema,
});

export type MemberView = z.infer<typeof memberViewSchema>;
export type InvitationView = z.infer<typeof invitationViewSchema>;
export type InvitationCreate = z.infer<typeof invitationCreateSchema>;
export type InvitationSent = z.infer<typeof invitationSentSchema>;
export type InvitationOffer = z.infer<typeof invitationOfferSchema>;
export type InvitationAccept = z.infer<typeof invitationAcceptSchema>;
