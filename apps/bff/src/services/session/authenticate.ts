import { endsOf, isConfirmed, sessionLifetime } from "../../auth/session-lifetime.ts";
import type { PersonSession } from "../../store/rows.ts";
import type { MemberContext, PersonContext, PublicContext } from "../context.ts";
import { AppError, notFound, sessionRequired } from "../errors.ts";

/** Finds the person behind a cookie. A session that is unknown, over or not begun yet gets the same answer. */
export async function authenticatePerson(
  ctx: PublicContext,
  cookieHeader: string | null,
): Promise<PersonContext> {
  const found = await ctx.auth.session(cookieHeader);
  const session = found?.begun ?? null;
  if (found === null || session === null || endsOf(session).idleAt <= ctx.clock()) {
    throw sessionRequired();
  }
  return { ...ctx, person: found.person, session };
}

/**
 * The same within an organization; a stranger to it gets the answer of a missing thing, and nothing is open to somebody
 * who lacks the second factor that it asks for.
 */
export async function authenticateMember(
  ctx: PersonContext,
  slug: string,
  { background }: { background: boolean },
): Promise<MemberContext> {
  const membership = await ctx.store.people.membership(ctx.person.id, slug);
  if (membership === null) return await authenticateVisitor(ctx, slug, { background });
  const { organization, role } = membership;
  if (membership.secondFactor === "missing")
    throw secondFactorMissing("This organization asks its owners and admins for");
  if (!background) noteActivity(ctx, organization.id, membership.lastActiveAt ?? 0);
  return { ...ctx, organization, role };
}

/** Support staff of the instance, who are in no organization by themselves. */
async function authenticateVisitor(
  ctx: PersonContext,
  slug: string,
  { background }: { background: boolean },
): Promise<MemberContext> {
  const visited = await ctx.store.supportStaff.visitTo(ctx.person.id, slug, ctx.clock());
  if (visited === null) throw notFound();
  const { organization, visit, hasSecondFactor } = visited;
  if (!hasSecondFactor) throw secondFactorMissing("Support staff of this Berth need");
  if (!background) noteActivity(ctx, null, ctx.session.seenAt);
  return { ...ctx, organization, role: "support", visit };
}

/** Keeps a session from ending for want of activity, and gives it as it is then. `lastNotedAt` is in milliseconds. */
export function noteActivity(
  ctx: PersonContext,
  organizationId: string | null,
  lastNotedAt: number,
): PersonSession {
  const at = ctx.clock();
  const last = Math.min(ctx.session.seenAt, lastNotedAt);
  if (at - last < sessionLifetime.touchEveryMs) return ctx.session;
  const { id } = ctx.session;
  ctx.background.run("activity of a session", () =>
    ctx.store.sessions.touch({ id, personId: ctx.person.id, organizationId, at }),
  );
  return { ...ctx.session, seenAt: at };
}

/** For what outlives the session: whoever asks must have proved a moment ago who they are. */
export function requireConfirmed(ctx: PersonContext): void {
  if (isConfirmed(ctx.session, ctx.clock())) return;
  throw new AppError(
    "confirmation_required",
    "Confirm that it is you: this needs a fresh proof of who you are.",
  );
}

function secondFactorMissing(who: string): AppError {
  return new AppError(
    "second_factor_missing",
    `${who} a second factor, and your account has none. Set one up on the page of your account, then go on.`,
  );
}
