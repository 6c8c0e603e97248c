import type { ImageMappingView } from "@berth/api-contract";
import type { ImageMapping } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { iso } from "../time.ts";

export async function listImageMappings(ctx: MemberContext): Promise<ImageMappingView[]> {
  const list = await ctx.store.imageMappings.list(ctx.organization.id);
  return await Promise.all(list.map((mapping) => imageMappingView(ctx, mapping)));
}

export async function imageMappingView(
  ctx: Pick<MemberContext, "indexes" | "organization">,
  { id, from, to, createdAt, createdBy }: ImageMapping,
): Promise<ImageMappingView> {
  // A cache keeps the whole name below its own; Docker Hub's own images are the deepest of the usual ones.
  const winner = await ctx.indexes.find(ctx.organization.id, `${to}/library/any`);
  return {
    id,
    from,
    to,
    createdAt: iso(createdAt),
    createdBy,
    servedBy:
      winner === null
        ? null
        : {
            registry: { id: winner.registryId, name: winner.registryName },
            pattern: winner.pattern,
          },
  };
}
