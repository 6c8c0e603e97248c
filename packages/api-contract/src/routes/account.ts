import { defineRoute } from "../define-route.ts";
import {
  passwordResetLookSchema,
  passwordResetOfferSchema,
  passwordResetRequestSchema,
  passwordResetSchema,
  signInOptionsSchema,
} from "../schemas/session.ts";

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
    summary: "Set a new password with the link; ends every session of the person",
    access: { who: "anyone" },
    body: passwordResetSchema,
    status: 204,
  }),
} as const;
