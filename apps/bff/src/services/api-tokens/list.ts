import { investigators, type ApiTokenView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { apiTokenView } from "./token-view.ts";

export async function listApiTokens(ctx: MemberContext): Promise<ApiTokenView[]> {
  requireRole(ctx, investigators);
  const tokens = await ctx.store.apiTokens.list(ctx.organization.id);
  const now = ctx.clock();
  return tokens.map((token) => apiTokenView(token, now));
}
