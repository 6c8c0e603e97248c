import { createHash, randomBytes } from "node:crypto";
import { investigators, type CalendarAddressView, type Role } from "@berth/api-contract";
import type { Organization } from "../../store/rows.ts";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext, type PublicContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { iso, isoOrNull } from "../time.ts";
import { calendarOf } from "./calendar.ts";

const start = "brth_c_";
const shape = new RegExp(`^(${start}[A-Za-z0-9_-]{43})(?:\\.ics)?$`);

export async function getCalendarAddress(ctx: MemberContext): Promise<CalendarAddressView> {
  requireRole(ctx, investigators);
  const found = await ctx.store.calendar.get(ctx.organization.id, ctx.person.id);
  if (found === null) return { address: null };
  const { createdAt, lastUsedAt } = found;
  return { address: { createdAt: iso(createdAt), lastUsedAt: isoOrNull(lastUsedAt) } };
}

/** Calendars can't sign in, so the address itself is the secret: 32 random bytes, kept as their hash. */
export async function createCalendarAddress(ctx: MemberContext): Promise<{ url: string }> {
  requireRole(ctx, investigators);
  const word = `${start}${randomBytes(32).toString("base64url")}`;
  await ctx.store.calendar.put({
    organizationId: ctx.organization.id,
    personId: ctx.person.id,
    hash: hashOf(word),
    at: ctx.clock(),
    audit: auditEntry(ctx, "calendar.create", owner(ctx)),
  });
  return { url: new URL(`/api/v1/calendars/${word}.ics`, ctx.publicUrl).href };
}

export async function deleteCalendarAddress(ctx: MemberContext): Promise<void> {
  requireRole(ctx, investigators);
  const result = await ctx.store.calendar.remove({
    organizationId: ctx.organization.id,
    personId: ctx.person.id,
    audit: auditEntry(ctx, "calendar.delete", owner(ctx)),
  });
  if (!result.ok) throw notFound();
}

/** What a calendar reads: only as long as whoever made the address may see those dates. */
export async function readCalendar(
  ctx: PublicContext,
  address: string,
): Promise<{ organization: Organization; text: string }> {
  const [, word] = shape.exec(address) ?? [];
  const found = word === undefined ? null : await ctx.store.calendar.use(hashOf(word), ctx.clock());
  const organization =
    found === null ? null : await ctx.store.people.organization(found.organizationId);
  if (found === null || organization === null) throw notFound();
  const membership = await ctx.store.people.membership(found.personId, organization.slug);
  const may: readonly Role[] = investigators;
  if (membership === null || !may.includes(membership.role)) throw notFound();
  if (membership.secondFactor === "missing") throw notFound();
  return { organization, text: await calendarOf(ctx, organization) };
}

function hashOf(word: string): Buffer {
  return createHash("sha256").update(word).digest();
}

function owner({ person }: MemberContext) {
  return { kind: "person", id: person.id, name: person.name };
}
