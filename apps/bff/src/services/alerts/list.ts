import { managers, type AlertChannelView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { channelView } from "./views.ts";

export async function listAlertChannels(
  ctx: MemberContext,
): Promise<{ channels: AlertChannelView[]; mail: boolean }> {
  requireRole(ctx, managers);
  const channels = await ctx.store.alerts.channels(ctx.organization.id);
  return { channels: channels.map(channelView), mail: ctx.mailer !== null };
}
