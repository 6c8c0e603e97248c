import { z } from "zod";
import { roles } from "../roles.ts";
import { nameSchema, timeSchema } from "./common.ts";
import { secondFactorAskSchema, secondStepShape } from "./second-factor.ts";

export const emailSchema = z.email("Write an e-mail address, such as name@example.com.").max(254);
export const passwordLengthMin = 12;
/** The server also refuses what could be guessed: see `validation_failed` on the field. */
export const newPasswordSchema = z
  .string()
  .min(
    passwordLengthMin,
    `Use at least ${passwordLengthMin} characters. A few unrelated words work well.`,
  )
  .max(256, "Use at most 256 characters.");
export const personNameSchema = nameSchema(100, "Enter your name.");
export const organizationNameSchema = nameSchema(100, "Enter the organization's name.");

export const secondFactorStates = ["not-asked", "present", "missing"] as const;
export type SecondFactorState = (typeof secondFactorStates)[number];

export const sessionSchema = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    /** Without one they prove again who they are by signing in anew with the identity provider. */
    hasPassword: z.boolean(),
  }),
  organizations: z.array(
    z.object({
      id: z.string(),
      slug: z.string(),
      name: z.string(),
      role: z.enum(roles),
      /** Whether the organization asks this role for a second factor. While it is missing, nothing is open there. */
      secondFactor: z.enum(secondFactorStates),
      /** Set where they are there as support staff of the instance: they may look, for so long. */
      visit: z.object({ endsAt: timeSchema }).nullable(),
      /** Support staff of the instance who may look at the organization now. */
      visitors: z.array(z.object({ name: z.string(), endsAt: timeSchema })),
    }),
  ),
  /** Whether the operator named them support staff of the instance. */
  isSupportStaff: z.boolean(),
  /** Whether they may create another organization. */
  mayCreateOrganization: z.boolean(),
  /** When this was answered, by the server's clock: the ends below are told by it. */
  at: timeSchema,
  /** When the session ends if nothing is done any more. */
  idleEndsAt: timeSchema,
  /** When it ends whatever is done. */
  endsAt: timeSchema,
});

export const setupStateSchema = z.object({ required: z.boolean() });

export const setupInputSchema = z.strictObject({
  token: z.string().min(1, "Open the setup link that the server printed at start.").max(200),
  name: personNameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  organizationName: organizationNameSchema,
});

export const signInInputSchema = z.strictObject({
  email: z.string().min(1, "Enter your e-mail address.").max(254),
  password: z.string().min(1, "Enter your password.").max(256),
  ...secondStepShape,
});

export const confirmInputSchema = z.strictObject({
  password: z.string().min(1, "Enter your password.").max(256),
  ...secondStepShape,
});

/** What the sign-in page can offer. */
export const signInOptionsSchema = z.object({
  /** Where a new password comes from: a mailed link, or one that the operator makes. */
  passwordReset: z.enum(["mail", "operator"]),
  /** The identity provider that people may sign in with, under the name that its button says. */
  singleSignOn: z.object({ name: z.string() }).nullable(),
});

export const singleSignOnStartSchema = z.strictObject({
  /** The page of this console to go to afterwards. */
  returnTo: z.string().max(2000).nullable(),
});
/** Where the browser goes to. What belongs to the attempt lies in a cookie. */
export const singleSignOnAddressSchema = z.object({ url: z.string() });
export const singleSignOnFinishSchema = z.strictObject({
  /** The query with which the identity provider sent the browser back. */
  answer: z.string().max(8000),
  ...secondStepShape,
});
/** `session` is null while the second factor is missing: then the same call is repeated with it. */
export const singleSignOnAnswerSchema = z.object({
  session: sessionSchema.nullable(),
  /** How it can be given; null where there is a session. */
  secondFactor: secondFactorAskSchema.nullable(),
  returnTo: z.string().nullable(),
});

export const passwordResetRequestSchema = z.strictObject({ email: emailSchema });
const linkTokenSchema = z.string().min(1, "Open the link once more.").max(200);
export const passwordResetLookSchema = z.strictObject({ token: linkTokenSchema });
/** Whose password the link sets, for password managers. */
export const passwordResetOfferSchema = z.object({ email: z.string() });
export const passwordResetSchema = z.strictObject({
  token: linkTokenSchema,
  password: newPasswordSchema,
  ...secondStepShape,
});

export type SignInOptions = z.infer<typeof signInOptionsSchema>;
export type PasswordReset = z.infer<typeof passwordResetSchema>;
export type ConfirmInput = z.infer<typeof confirmInputSchema>;
export type Session = z.infer<typeof sessionSchema>;
export type SetupInput = z.infer<typeof setupInputSchema>;
export type SignInInput = z.infer<typeof signInInputSchema>;
export type SingleSignOnAnswer = z.infer<typeof singleSignOnAnswerSchema>;
export type SingleSignOnFinish = z.infer<typeof singleSignOnFinishSchema>;
