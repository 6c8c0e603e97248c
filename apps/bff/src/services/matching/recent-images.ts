import { investigators, type RecentImages } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { recentImages } from "./effect.ts";

export async function listRecentImages(ctx: MemberContext): Promise<RecentImages> {
  requireRole(ctx, investigators);
  return await recentImages(ctx);
}
