import type { PullListQuery } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { pullView } from "./pull-view.ts";

/** A member sees the pulls of their own projects. */
export async function listPulls(ctx: MemberContext, query: PullListQuery) {
  const { cursor, limit, status, outcome, registry, project, image } = query;
  const page = await ctx.store.pulls.list(ctx.organization.id, {
    cursor,
    limit,
    status,
    outcome,
    image,
    registryId: registry,
    projectId: project,
    seenBy: ctx.role === "member" ? ctx.person.id : undefined,
  });
  return { pulls: page.rows.map(pullView), next: page.next };
}
