import type { RegistryView } from "@berth/api-contract";
import type { Registry } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { registryView } from "./registry-view.ts";

export async function getRegistry(ctx: MemberContext, id: string): Promise<RegistryView> {
  return await registryView(ctx, await requireRegistry(ctx, id));
}

/** The registry of this id in the caller's organization; another one's is missing. */
export async function requireRegistry(
  ctx: Pick<MemberContext, "store" | "organization">,
  id: string,
): Promise<Registry> {
  const registry = await ctx.store.registries.get(ctx.organization.id, id);
  if (registry === null) throw notFound();
  return registry;
}
