import type { SignedIn } from "../../services/session/begin.ts";
import { completeSetup } from "../../services/session/complete-setup.ts";
import { confirmIdentity } from "../../services/session/confirm.ts";
import { getSession } from "../../services/session/get.ts";
import { getSetup } from "../../services/session/get-setup.ts";
import { finishSingleSignOn } from "../../services/session/finish-single-sign-on.ts";
import { startSingleSignOn } from "../../services/session/start-single-sign-on.ts";
import { signIn } from "../../services/session/sign-in.ts";
import { signOut } from "../../services/session/sign-out.ts";
import type { PublicCall } from "../calls.ts";
import type { Handlers } from "../route-types.ts";

export const sessionHandlers = {
  getSetup: ({ ctx }) => getSetup(ctx),
  completeSetup: async (call, { body }) =>
    answerSignedIn(call, await completeSetup(call.ctx, body, clientOf(call))),
  signIn: async (call, { body }) =>
    answerSignedIn(call, await signIn(call.ctx, body, clientOf(call))),
  startSingleSignOn: async ({ ctx, setCookies }, { body }) => {
    const { url, cookies } = await startSingleSignOn(ctx, body);
    setCookies(cookies);
    return { url };
  },
  finishSingleSignOn: async (call, { body }) => {
    const { cookies, ...answer } = await finishSingleSignOn(call.ctx, body, clientOf(call));
    call.setCookies(cookies);
    return answer;
  },
  signOut: async ({ ctx, headers, setCookies }) => {
    setCookies(await signOut(ctx, headers.get("cookie")));
  },
  getSession: ({ ctx }) => getSession(ctx),
  confirmIdentity: ({ ctx }, { body }) => confirmIdentity(ctx, body),
} satisfies Partial<Handlers>;

export function answerSignedIn({ setCookies }: PublicCall, { session, cookies }: SignedIn) {
  setCookies(cookies);
  return session;
}

export function clientOf({ ctx, headers }: PublicCall) {
  return {
    address: ctx.address,
    userAgent: headers.get("user-agent"),
    cookieHeader: headers.get("cookie"),
  };
}
