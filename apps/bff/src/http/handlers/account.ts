import { addPasskey } from "../../services/account/add-passkey.ts";
import { activateTotp } from "../../services/account/activate-totp.ts";
import { changePassword } from "../../services/account/change-password.ts";
import { endOtherSessions, endSession } from "../../services/account/end-session.ts";
import { listSessions } from "../../services/account/list-sessions.ts";
import { preparePasskey } from "../../services/account/prepare-passkey.ts";
import { prepareTotp } from "../../services/account/prepare-totp.ts";
import { removePasskey } from "../../services/account/remove-passkey.ts";
import { removeTotp } from "../../services/account/remove-totp.ts";
import { renamePasskey } from "../../services/account/rename-passkey.ts";
import { renewRecoveryCodes } from "../../services/account/renew-recovery-codes.ts";
import { getSecondFactor } from "../../services/account/second-factor.ts";
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
  listSessions: async ({ ctx }) => ({ sessions: await listSessions(ctx) }),
  endSession: ({ ctx }, { params }) => endSession(ctx, params.id),
  endOtherSessions: ({ ctx }) => endOtherSessions(ctx),
  changePassword: ({ ctx }, { body }) => changePassword(ctx, body),
  getSecondFactor: ({ ctx }) => getSecondFactor(ctx),
  prepareTotp: ({ ctx }) => prepareTotp(ctx),
  activateTotp: async ({ ctx }, { body }) => ({ codes: await activateTotp(ctx, body.code) }),
  removeTotp: ({ ctx }) => removeTotp(ctx),
  preparePasskey: ({ ctx }) => preparePasskey(ctx),
  addPasskey: async ({ ctx }, { body }) => ({ codes: await addPasskey(ctx, body) }),
  renamePasskey: ({ ctx }, { params, body }) => renamePasskey(ctx, params.id, body.name),
  removePasskey: ({ ctx }, { params }) => removePasskey(ctx, params.id),
  renewRecoveryCodes: async ({ ctx }) => ({ codes: await renewRecoveryCodes(ctx) }),
} satisfies Partial<Handlers>;
