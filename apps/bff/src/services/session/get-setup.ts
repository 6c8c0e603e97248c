import type { PublicContext } from "../context.ts";

/** Whether the instance still waits for its first owner. */
export async function getSetup(ctx: PublicContext): Promise<{ required: boolean }> {
  return { required: await ctx.store.setup.required() };
}
