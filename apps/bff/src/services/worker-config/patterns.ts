import type { WorkerPattern } from "@berth/api-contract";
import { servesHost } from "@berth/image-pattern";
import type { WorkerContext } from "../context.ts";
import { patternEntryView } from "../matching/pattern-entries.ts";
import { refusalOf } from "../pulls/decide.ts";
import type { PatternEntry } from "../../store/rows.ts";

/** Every pattern of the organization, for workers that match images themselves. */
export async function listWorkerPatterns(ctx: WorkerContext): Promise<WorkerPattern[]> {
  const { entries } = await ctx.known.index();
  const list = await ctx.store.registries.list(ctx.organization.id);
  const registries = new Map(list.map((registry) => [registry.id, registry]));
  const now = ctx.clock();
  const all = [...entries.values()];
  return all.flatMap((entry) => {
    const registry = registries.get(entry.registryId);
    // Deleted between two reads.
    if (registry === undefined) return [];
    const { servesHostOnly: _, ...view } = patternEntryView(entry);
    return [
      {
        ...view,
        refusal: refusalOf({ entry, registry, project: null, workerToken: ctx.workerToken }, now),
        servesHost: isHostServedBy(entry, all),
      },
    ];
  });
}

function isHostServedBy({ id, pattern }: PatternEntry, all: readonly PatternEntry[]): boolean {
  const host = pattern.slice(0, pattern.indexOf("/"));
  return !host.includes("*") && servesHost(all, host).entry?.id === id;
}
