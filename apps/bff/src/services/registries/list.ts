import type { RegistryView } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { registryViews } from "./registry-view.ts";

export async function listRegistries(ctx: MemberContext): Promise<RegistryView[]> {
  return await registryViews(ctx, await ctx.store.registries.list(ctx.organization.id));
}
