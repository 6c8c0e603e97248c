import { managers } from "@berth/api-contract";
import { auditEntry } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { draftObject } from "./draft-object.ts";
import { requireDraft } from "./get.ts";

export async function removeDraft(ctx: MemberContext, id: string): Promise<void> {
  requireRole(ctx, managers);
  const draft = await requireDraft(ctx, id);
  const result = await ctx.store.drafts.remove({
    organizationId: ctx.organization.id,
    id,
    audit: auditEntry(ctx, "draft.delete", draftObject(draft)),
  });
  if (!result.ok) throw notFound();
}
