import { draftDaysKept, managers, type DraftView } from "@berth/api-contract";
import type { Draft } from "../../store/rows.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { daysBefore } from "../time.ts";
import { draftView } from "./draft-view.ts";

/** Any admin may open any draft of the organization: that is how one is handed over. */
export async function getDraft(ctx: MemberContext, id: string): Promise<DraftView> {
  requireRole(ctx, managers);
  return draftView(await requireDraft(ctx, id));
}

/** The draft of this id in the caller's organization; another one's, or one too old, is missing. */
export async function requireDraft(ctx: MemberContext, id: string): Promise<Draft> {
  const draft = await ctx.store.drafts.get(ctx.organization.id, id, keptSince(ctx));
  if (draft === null) throw notFound();
  return draft;
}

/** Drafts that were last touched before this moment are gone. */
export function keptSince({ clock }: Pick<MemberContext, "clock">): number {
  return daysBefore(clock(), draftDaysKept);
}
