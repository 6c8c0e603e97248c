import { z } from "zod";
import { timeSchema } from "./common.ts";
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
});

export const secondFactorSchema = z.object({
  /** Codes from an app. */
  totp: z.boolean(),
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

/** Shown once; each opens the account one time in place of a code. */
export const recoveryCodesSchema = z.object({ codes: z.array(z.string()) });

export type AccountSession = z.infer<typeof accountSessionSchema>;
export type PasswordChange = z.infer<typeof passwordChangeSchema>;
export type SecondFactorView = z.infer<typeof secondFactorSchema>;
export type TotpSetup = z.infer<typeof totpSetupSchema>;
