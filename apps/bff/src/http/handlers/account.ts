import { requireReset } from "../../services/passwords/look-at-reset.ts";
import { requestPasswordReset } from "../../services/passwords/request-reset.ts";
import { resetPassword } from "../../services/passwords/reset.ts";
import { signInOptions } from "../../services/session/sign-in-options.ts";
import type { Handlers } from "../route-types.ts";

export const accountHandlers = {
  getSignInOptions: async ({ ctx }) => signInOptions(ctx),
  requestPasswordReset: async ({ ctx }, { body }) => requestPasswordReset(ctx, body.email),
  lookAtPasswordReset: ({ ctx }, { body }) => requireReset(ctx, body.token),
  resetPassword: ({ ctx }, { body }) => resetPassword(ctx, body),
} satisfies Partial<Handlers>;
