import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";

/** Ends another of one's own sessions; it is refused from its next request on. */
export async function endSession(ctx: PersonContext, id: string): Promise<void> {
  const result = await ctx.store.sessions.end({
    personId: ctx.person.id,
    which: { only: id },
    audit: await toldEverywhere(ctx, ctx.person, "session.end"),
  });
  if (!result.ok) throw notFound();
}

/** Leaves only the session that asks. */
export async function endOtherSessions(ctx: PersonContext): Promise<void> {
  await ctx.store.sessions.end({
    personId: ctx.person.id,
    which: { allBut: ctx.session.id },
    audit: await toldEverywhere(ctx, ctx.person, "session.end"),
  });
}
