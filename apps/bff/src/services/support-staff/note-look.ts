import type { RouteName } from "@berth/api-contract";
import { auditEntry, newFields } from "../audit-entry.ts";
import type { MemberContext, Visit } from "../context.ts";
import { lookWords } from "./look-words.ts";
import { visitObject } from "./visit-view.ts";

/** Notes what a visitor is about to read: what can't be written down is not answered. */
export async function noteLook(
  ctx: MemberContext,
  { id: visitId }: Visit,
  route: RouteName,
): Promise<void> {
  const what = lookWords[route];
  // What is no read stands in the log as what it is.
  if (what === undefined) return;
  const object = visitObject({ id: visitId, person: ctx.person });
  const audit = auditEntry(ctx, "support-visit.look", object, newFields({ what }));
  await ctx.visitLooks.note({ organizationId: ctx.organization.id, visitId, route }, audit);
}
