import { pullNewerMax, type PullListQuery } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { isoOrNull } from "../time.ts";
import { pullFilterOf } from "./pull-filter.ts";
import { pullView } from "./pull-view.ts";

/** A member sees the pulls of their own projects. */
export async function listPulls(ctx: MemberContext, query: PullListQuery) {
  const { cursor, limit, head, ...asked } = query;
  const filter = pullFilterOf(ctx, asked);
  const organizationId = ctx.organization.id;
  const page = await ctx.store.pulls.list(organizationId, { ...filter, cursor, limit, upTo: head });
  const newer =
    head === undefined
      ? 0
      : await ctx.store.pulls.countNewer(organizationId, filter, { head, max: pullNewerMax });
  return {
    pulls: page.rows.map(pullView),
    next: page.next,
    head: page.head,
    newer,
    searchedTo: isoOrNull(page.searchedTo),
  };
}
