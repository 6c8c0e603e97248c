import { managers, type OutboundPolicyView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";

/** The outbound policy as far as it concerns the organization; what the operator's entries name is the operator's. */
export async function getOutboundPolicy(ctx: MemberContext): Promise<OutboundPolicyView> {
  requireRole(ctx, managers);
  const { hosts, networks, plainText, limits } = ctx.egress.settings;
  const { resolveMs, connectMs, tlsMs, headersMs, requestMs } = limits;
  const registries = await ctx.store.registries.list(ctx.organization.id);
  return {
    opened: { hosts, networks, plainText },
    limits: { resolveMs, connectMs, tlsMs, headersMs, requestMs },
    registries: registries.map(({ id, name, hostRule }) => ({
      id,
      name,
      hosts: hostRule.kind === "exact" ? [...hostRule.hosts] : [hostRule.pattern],
    })),
  };
}
