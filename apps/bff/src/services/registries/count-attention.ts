import type { Attention } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { shownState } from "./health.ts";

/** What the navigation says beside Registries and Expiry. A check that runs takes nothing away before it has passed. */
export async function countAttention(ctx: MemberContext): Promise<Attention> {
  const now = ctx.clock();
  const registries = await ctx.store.registries.states(ctx.organization.id);
  const shown = registries.map((registry) => shownState(registry, now, false));
  return {
    failing: shown.filter((state) => state === "failing").length,
    expired: shown.filter((state) => state === "expired").length,
  };
}
