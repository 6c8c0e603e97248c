import { managers, type DraftInput, type DraftView } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { requireType } from "../registries/registry-type.ts";
import { answersOf } from "./answers-of.ts";
import { draftObject } from "./draft-object.ts";
import { draftView } from "./draft-view.ts";
import { keptSince } from "./get.ts";

const countMax = 50;

export async function createDraft(ctx: MemberContext, input: DraftInput): Promise<DraftView> {
  requireRole(ctx, managers);
  const { type: slug, ...given } = input;
  const type = requireType(slug);
  const answers = answersOf(type, given);
  const at = ctx.clock();
  const draft = {
    id: newId("drf", at),
    organizationId: ctx.organization.id,
    type: type.slug,
    answers,
  };
  const { settings, testImage, name } = answers;
  const result = await ctx.store.drafts.create({
    draft,
    keptSince: keptSince(ctx),
    countMax,
    by: ctx.person.id,
    at,
    audit: auditEntry(
      ctx,
      "draft.create",
      draftObject(draft),
      newFields({ type: type.slug, settings, testImage, name }),
    ),
  });
  if (result.ok) return draftView(result.draft);
  throw new AppError(
    "conflict",
    `There are ${countMax} drafts already, so this one is not kept. Delete some that nobody needs.`,
  );
}
