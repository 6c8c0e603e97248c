import { createDraft } from "../../services/drafts/create.ts";
import { getDraft } from "../../services/drafts/get.ts";
import { listDrafts } from "../../services/drafts/list.ts";
import { removeDraft } from "../../services/drafts/remove.ts";
import { updateDraft } from "../../services/drafts/update.ts";
import type { Handlers } from "../route-types.ts";

export const draftHandlers = {
  listDrafts: async ({ ctx }) => ({ drafts: await listDrafts(ctx) }),
  getDraft: async ({ ctx }, { params }) => ({ draft: await getDraft(ctx, params.id) }),
  createDraft: async ({ ctx }, { body }) => ({ draft: await createDraft(ctx, body) }),
  updateDraft: async ({ ctx }, { params, body }) => ({
    draft: await updateDraft(ctx, params.id, body),
  }),
  deleteDraft: ({ ctx }, { params }) => removeDraft(ctx, params.id),
} satisfies Partial<Handlers>;
