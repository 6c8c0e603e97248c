import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import {
  accountSessionListSchema,
  factorAddedSchema,
  passkeyAddSchema,
  passkeyRenameSchema,
  passwordChangeSchema,
  recoveryCodesSchema,
  secondFactorSchema,
  totpCodeSchema,
  totpSetupSchema,
} from "../schemas/account.ts";
import { idSchema } from "../schemas/common.ts";
import { passkeySetupSchema } from "../schemas/second-factor.ts";
import {
  passwordResetLookSchema,
  passwordResetOfferSchema,
  passwordResetRequestSchema,
  passwordResetSchema,
  signInOptionsSchema,
} from "../schemas/session.ts";

const person = { who: "person" } as const;
const confirmed = { who: "person", confirmed: true } as const;

/** What a person does with their own account. */
export const accountRoutes = {
  getSignInOptions: defineRoute({
    method: "get",
    path: "/sign-in-options",
    summary: "Which ways in the sign-in page can offer",
    access: { who: "anyone" },
    status: 200,
    response: signInOptionsSchema,
  }),
  requestPasswordReset: defineRoute({
    method: "post",
    path: "/password-reset/request",
    summary: "Have a link to set a new password mailed; answers alike for every address",
    access: { who: "anyone" },
    body: passwordResetRequestSchema,
    status: 204,
  }),
  lookAtPasswordReset: defineRoute({
    method: "post",
    path: "/password-reset/look",
    summary: "Whose password a link sets, for whoever holds it",
    access: { who: "anyone" },
    body: passwordResetLookSchema,
    status: 200,
    response: passwordResetOfferSchema,
  }),
  resetPassword: defineRoute({
    method: "post",
    path: "/password-reset",
    summary:
      "Set a new password with the link and, where there is one, the second factor; ends every session of the person",
    access: { who: "anyone" },
    body: passwordResetSchema,
    status: 204,
  }),
  listSessions: defineRoute({
    method: "get",
    path: "/account/sessions",
    summary: "Where one is signed in",
    access: person,
    status: 200,
    response: accountSessionListSchema,
  }),
  endSession: defineRoute({
    method: "delete",
    path: "/account/sessions/{id}",
    summary: "End one of one's own sessions",
    access: person,
    params: z.strictObject({ id: idSchema }),
    status: 204,
  }),
  endOtherSessions: defineRoute({
    method: "post",
    path: "/account/sessions/end-others",
    summary: "End every session of one's own but the one that asks",
    access: person,
    status: 204,
  }),
  changePassword: defineRoute({
    method: "put",
    path: "/account/password",
    summary:
      "Set another password with the one before and, where there is one, the second factor; ends one's other sessions",
    access: person,
    body: passwordChangeSchema,
    status: 204,
  }),
  getSecondFactor: defineRoute({
    method: "get",
    path: "/account/second-factor",
    summary: "Whether the sign-in asks for more than the password",
    access: person,
    status: 200,
    response: secondFactorSchema,
  }),
  prepareTotp: defineRoute({
    method: "post",
    path: "/account/second-factor/totp",
    summary: "Make a secret for an authenticator app; it counts once a code of it has come back",
    access: confirmed,
    status: 201,
    answersSecret: true,
    response: totpSetupSchema,
  }),
  activateTotp: defineRoute({
    method: "post",
    path: "/account/second-factor/totp/activate",
    summary:
      "Turn the app on with a code of it; with the first second factor come recovery codes, shown once",
    access: person,
    body: totpCodeSchema,
    status: 200,
    answersSecret: true,
    response: factorAddedSchema,
  }),
  removeTotp: defineRoute({
    method: "delete",
    path: "/account/second-factor/totp",
    summary: "Turn the app off; the recovery codes go with the last second factor",
    access: confirmed,
    status: 204,
  }),
  preparePasskey: defineRoute({
    method: "post",
    path: "/account/second-factor/passkeys/prepare",
    summary:
      "What a browser needs to make a passkey; good once, for a few minutes, in this session",
    access: confirmed,
    status: 200,
    response: passkeySetupSchema,
  }),
  addPasskey: defineRoute({
    method: "post",
    path: "/account/second-factor/passkeys",
    summary:
      "Keep the passkey that a browser made; with the first second factor come recovery codes, shown once",
    access: person,
    body: passkeyAddSchema,
    status: 201,
    answersSecret: true,
    response: factorAddedSchema,
  }),
  renamePasskey: defineRoute({
    method: "put",
    path: "/account/second-factor/passkeys/{id}",
    summary: "Give a passkey another name",
    access: person,
    params: z.strictObject({ id: idSchema }),
    body: passkeyRenameSchema,
    status: 204,
  }),
  removePasskey: defineRoute({
    method: "delete",
    path: "/account/second-factor/passkeys/{id}",
    summary: "Remove a passkey; the recovery codes go with the last second factor",
    access: confirmed,
    params: z.strictObject({ id: idSchema }),
    status: 204,
  }),
  renewRecoveryCodes: defineRoute({
    method: "post",
    path: "/account/second-factor/recovery-codes",
    summary: "Make new recovery codes in place of all before; the answer shows them, once",
    access: confirmed,
    status: 201,
    answersSecret: true,
    response: recoveryCodesSchema,
  }),
} as const;
