import { managers, type DraftUpdate, type DraftView } from "@berth/api-contract";
import { auditEntry, changedFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";
import { requireType } from "../registries/registry-type.ts";
import { answersOf } from "./answers-of.ts";
import { draftObject } from "./draft-object.ts";
import { draftView } from "./draft-view.ts";
import { requireDraft } from "./get.ts";

/**
 * Keeps newer answers. A setup saves itself every few seconds while somebody types, so the audit log is
 * told only when the draft comes into other hands.
 */
export async function updateDraft(
  ctx: MemberContext,
  id: string,
  input: DraftUpdate,
): Promise<DraftView> {
  requireRole(ctx, managers);
  const { version, type: slug, ...given } = input;
  const type = requireType(slug);
  const before = await requireDraft(ctx, id);
  const answers = answersOf(type, given);
  const sameHands = before.updatedBy?.id === ctx.person.id;
  const result = await ctx.store.drafts.update({
    organizationId: ctx.organization.id,
    id,
    version,
    type: type.slug,
    answers,
    by: ctx.person.id,
    at: ctx.clock(),
    audit: sameHands
      ? undefined
      : auditEntry(
          ctx,
          "draft.update",
          draftObject({ id, type: type.slug, answers }),
          changedFields({ type: before.type, ...before.answers }, { type: type.slug, ...answers }),
        ),
  });
  if (result.ok) return draftView(result.draft);
  if (result.reason === "not_found") throw notFound();
  const { updatedBy } = await requireDraft(ctx, id);
  const who =
    updatedBy === null
      ? "Somebody"
      : updatedBy.id === ctx.person.id
        ? "You, elsewhere,"
        : updatedBy.name;
  throw new AppError("conflict", `${who} changed this draft in the meantime.`);
}
