import type { CursorQuery, RegistryView } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { registryViews } from "./registry-view.ts";

export async function listRegistries(
  ctx: MemberContext,
  query: CursorQuery,
): Promise<{ registries: RegistryView[]; next: string | null }> {
  const { rows, next } = await ctx.store.registries.page(ctx.organization.id, query);
  return { registries: await registryViews(ctx, rows), next };
}
