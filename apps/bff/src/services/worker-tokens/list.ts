import { investigators, type WorkerTokenView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { workerTokenView } from "./token-view.ts";

export async function listWorkerTokens(ctx: MemberContext): Promise<WorkerTokenView[]> {
  requireRole(ctx, investigators);
  const tokens = await ctx.store.workerTokens.list(ctx.organization.id);
  const now = ctx.clock();
  return tokens.map((token) => workerTokenView(token, now));
}
