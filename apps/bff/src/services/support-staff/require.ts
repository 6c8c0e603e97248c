import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** To everybody else there is no such thing. */
export async function requireSupportStaff(ctx: PersonContext): Promise<void> {
  if (!(await ctx.store.supportStaff.has(ctx.person.id))) throw notFound();
}
