import { investigators, type PatternEntryView } from "@berth/api-contract";
import type { PatternEntry } from "../../store/rows.ts";
import { requireRole, type MemberContext } from "../context.ts";

/** Every pattern of the organization, for the tester that runs in the browser. */
export async function listPatternEntries(ctx: MemberContext): Promise<PatternEntryView[]> {
  requireRole(ctx, investigators);
  const { entries } = await ctx.indexes.current(ctx.organization.id);
  return [...entries.values()].map(patternEntryView);
}

/** An entry as whoever matches images elsewhere needs it: no setting, no secret. */
export function patternEntryView(entry: PatternEntry): PatternEntryView {
  const { id, pattern, hosts, registryId, registryName, paused, servesHostOnly } = entry;
  return {
    id,
    pattern,
    hosts: hosts.kind === "exact" ? { kind: "exact", hosts: [...hosts.hosts] } : { ...hosts },
    registryId,
    registryName,
    paused,
    servesHostOnly,
  };
}
