import { investigators } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { calendarOf } from "./calendar.ts";

export async function downloadCalendar(ctx: MemberContext): Promise<string> {
  requireRole(ctx, investigators);
  return await calendarOf(ctx, ctx.organization);
}
