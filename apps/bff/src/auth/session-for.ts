import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/**
 * The sign-in library makes sessions for its own ways in. This makes one for somebody whom we know by another: the same
 * row and the same cookie. Like all of the library's routes it is not mounted; only our own code can call it.
 */
export const sessionFor = {
  id: "session-for",
  endpoints: {
    createSessionFor: createAuthEndpoint(
      "/session-for",
      { method: "POST", body: z.object({ personId: z.string() }), metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.personId);
        if (user === null) return ctx.json(null);
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ token: session.token });
      },
    ),
  },
} as const;
