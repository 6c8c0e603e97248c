import { investigators, type WorkerTokenView, type CursorQuery } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { workerTokenView } from "./token-view.ts";

export async function listWorkerTokens(
  ctx: MemberContext,
  query: CursorQuery,
): Promise<{ tokens: WorkerTokenView[]; next: string | null }> {
  requireRole(ctx, investigators);
  const { rows, next } = await ctx.store.workerTokens.page(ctx.organization.id, query);
  const now = ctx.clock();
  return { tokens: rows.map((token) => workerTokenView(token, now)), next };
}
