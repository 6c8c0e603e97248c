import { managers, type DraftView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { draftView } from "./draft-view.ts";
import { keptSince } from "./get.ts";

export async function listDrafts(ctx: MemberContext): Promise<DraftView[]> {
  requireRole(ctx, managers);
  const drafts = await ctx.store.drafts.list(ctx.organization.id, keptSince(ctx));
  return drafts.map(draftView);
}
