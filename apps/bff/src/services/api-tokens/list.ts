import { investigators, type ApiTokenView, type CursorQuery } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { apiTokenView } from "./token-view.ts";

export async function listApiTokens(
  ctx: MemberContext,
  query: CursorQuery,
): Promise<{ tokens: ApiTokenView[]; next: string | null }> {
  requireRole(ctx, investigators);
  const { rows, next } = await ctx.store.apiTokens.page(ctx.organization.id, query);
  const now = ctx.clock();
  return { tokens: rows.map((token) => apiTokenView(token, now)), next };
}
