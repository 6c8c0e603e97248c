import { managers, type MemberView } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { isoOrNull } from "../time.ts";

/** Everybody of the organization. When colleagues were here last, and how they sign in, is for those who manage them. */
export async function listMembers(ctx: MemberContext): Promise<MemberView[]> {
  const members = await ctx.store.members.list(ctx.organization.id);
  const manages = (managers as readonly string[]).includes(ctx.role);
  return members.map(
    ({
      id,
      name,
      email,
      role,
      lastActiveAt,
      hasPassword,
      hasSingleSignOn,
      hasApp,
      hasPasskey,
    }) => ({
      id,
      name,
      email,
      role,
      lastActiveAt: manages ? isoOrNull(lastActiveAt) : null,
      signIn: manages
        ? {
            first: [
              ...(hasPassword ? ["password" as const] : []),
              ...(hasSingleSignOn ? ["single-sign-on" as const] : []),
            ],
            second: [
              ...(hasPasskey ? ["passkey" as const] : []),
              ...(hasApp ? ["app" as const] : []),
            ],
          }
        : null,
    }),
  );
}
