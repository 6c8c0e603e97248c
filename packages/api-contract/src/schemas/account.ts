import { z } from "zod";
import { nameSchema, timeSchema } from "./common.ts";
import { passkeyMadeSchema, secondStepShape } from "./second-factor.ts";
import { newPasswordSchema } from "./session.ts";

export const accountSessionSchema = z.object({
  id: z.string(),
  /** The session that asks. */
  current: z.boolean(),
  /** What the browser says it is, in words. */
  device: z.string(),
  address: z.string().nullable(),
  startedAt: timeSchema,
  seenAt: timeSchema,
});

export const accountSessionListSchema = z.object({ sessions: z.array(accountSessionSchema) });

export const passwordChangeSchema = z.strictObject({
  oldPassword: z.string().min(1, "Enter the password you have now.").max(256),
  newPassword: newPasswordSchema,
  ...secondStepShape,
});

export const passkeyNameSchema = nameSchema(60, "Enter a name by which you know it again.");

export const passkeyViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  addedAt: timeSchema,
  lastUsedAt: timeSchema.nullable(),
  /** Whether its maker keeps copies, so that it outlives the device. */
  synced: z.boolean(),
  /** The address it works at, where that is not the one Berth has now. */
  elsewhere: z.string().nullable(),
});

/** `no-name`: browsers make none for an IP address. `no-https`: nor without https, except on localhost. */
export const passkeySupports = ["possible", "no-name", "no-https"] as const;

export const secondFactorSchema = z.object({
  /** Codes from an app. */
  totp: z.boolean(),
  passkeys: z.array(passkeyViewSchema),
  /** Whether passkeys can be made at the address Berth has. */
  passkeySupport: z.enum(passkeySupports),
  recoveryCodesLeft: z.number().int(),
});

/** The only answer that carries the app's secret; it counts once a code of it has come back. */
export const totpSetupSchema = z.object({ secret: z.string(), uri: z.string() });

export const totpCodeSchema = z.strictObject({
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits that the app shows.")),
});

export const passkeyAddSchema = z.strictObject({
  name: passkeyNameSchema,
  made: passkeyMadeSchema,
});

export const passkeyRenameSchema = z.strictObject({ name: passkeyNameSchema });

/** Made with the first second factor of an account, and then shown once. */
export const factorAddedSchema = z.object({ codes: z.array(z.string()).nullable() });

/** Shown once; each opens the account one time in place of another second factor. */
export const recoveryCodesSchema = z.object({ codes: z.array(z.string()) });

export type AccountSession = z.infer<typeof accountSessionSchema>;
export type PasswordChange = z.infer<typeof passwordChangeSchema>;
export type PasskeyView = z.infer<typeof passkeyViewSchema>;
export type PasskeySupport = (typeof passkeySupports)[number];
export type PasskeyAdd = z.infer<typeof passkeyAddSchema>;
export type SecondFactorView = z.infer<typeof secondFactorSchema>;
export type TotpSetup = z.infer<typeof totpSetupSchema>;
