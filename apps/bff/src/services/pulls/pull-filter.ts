import type { PullFilter } from "@berth/api-contract";
import type { PullFilter as StoreFilter } from "../../store/ports/pull.ts";
import type { MemberContext } from "../context.ts";
import { spanOf } from "../span.ts";

/** What somebody asked for, held to what they may see: to a member, pulls of their own projects. */
export function pullFilterOf(ctx: MemberContext, asked: PullFilter): StoreFilter {
  const { registry, project, workerToken, slow, within, from, to, ...same } = asked;
  return {
    ...same,
    registryId: registry,
    projectId: project,
    workerTokenId: workerToken,
    slow: slow === "true",
    ...spanOf({ within, from, to }, ctx.clock()),
    seenBy: ctx.role === "member" ? ctx.person.id : undefined,
  };
}
