import { completeSetup } from "../../services/session/complete-setup.ts";
import { getSession } from "../../services/session/get.ts";
import { getSetup } from "../../services/session/get-setup.ts";
import { signIn, type SignedIn } from "../../services/session/sign-in.ts";
import { signOut } from "../../services/session/sign-out.ts";
import type { PublicCall } from "../calls.ts";
import type { Handlers } from "../route-types.ts";

export const sessionHandlers = {
  getSetup: ({ ctx }) => getSetup(ctx),
  completeSetup: async (call, { body }) =>
    answer(call, await completeSetup(call.ctx, body, clientOf(call))),
  signIn: async (call, { body }) => answer(call, await signIn(call.ctx, body, clientOf(call))),
  signOut: async ({ ctx, headers, setCookies }) => {
    setCookies(await signOut(ctx, headers.get("cookie")));
  },
  getSession: ({ ctx }) => getSession(ctx),
} satisfies Partial<Handlers>;

function answer({ setCookies }: PublicCall, { session, cookies }: SignedIn) {
  setCookies(cookies);
  return session;
}

function clientOf({ ctx, headers }: PublicCall) {
  return { address: ctx.address, userAgent: headers.get("user-agent") };
}
