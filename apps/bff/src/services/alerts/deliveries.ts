import { managers, type AlertDeliveryListQuery } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { deliveryView } from "./views.ts";

export async function listAlertDeliveries(ctx: MemberContext, query: AlertDeliveryListQuery) {
  requireRole(ctx, managers);
  const { channel: channelId, ...asked } = query;
  const page = await ctx.store.alerts.deliveries(ctx.organization.id, { ...asked, channelId });
  return { deliveries: page.rows.map(deliveryView), next: page.next };
}
