import type { PullFilter, PullSpan } from "@berth/api-contract";
import type { PullFilter as StoreFilter } from "../../store/store.ts";
import type { MemberContext } from "../context.ts";
import { fromIso } from "../time.ts";

const spanMs: Record<PullSpan, number> = {
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 7 * 86_400_000,
  "30d": 30 * 86_400_000,
};

/** What somebody asked for, held to what they may see: to a member, pulls of their own projects. */
export function pullFilterOf(ctx: MemberContext, asked: PullFilter): StoreFilter {
  const { registry, project, workerToken, slow, within, from, to, ...same } = asked;
  const starts = [
    ...(within === undefined ? [] : [ctx.clock() - spanMs[within]]),
    ...(from === undefined ? [] : [fromIso(from)]),
  ];
  return {
    ...same,
    registryId: registry,
    projectId: project,
    workerTokenId: workerToken,
    slow: slow === "true",
    from: starts.length === 0 ? undefined : Math.max(...starts),
    to: to === undefined ? undefined : fromIso(to),
    seenBy: ctx.role === "member" ? ctx.person.id : undefined,
  };
}
