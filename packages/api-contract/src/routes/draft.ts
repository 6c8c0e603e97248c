import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { managers } from "../roles.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";
import {
  draftInputSchema,
  draftListSchema,
  draftUpdateSchema,
  draftViewSchema,
} from "../schemas/draft.ts";

const manager = { who: "member", roles: managers } as const;
const one = z.object({ draft: draftViewSchema });

export const draftRoutes = {
  listDrafts: defineRoute({
    method: "get",
    path: "/organizations/{org}/registry-drafts",
    summary: "Setups that were begun and not finished",
    access: manager,
    params: orgParams,
    status: 200,
    response: draftListSchema,
  }),
  getDraft: defineRoute({
    method: "get",
    path: "/organizations/{org}/registry-drafts/{id}",
    summary: "The answers of a setup so far; never its secret",
    access: manager,
    params: orgItemParams,
    status: 200,
    response: one,
  }),
  createDraft: defineRoute({
    method: "post",
    path: "/organizations/{org}/registry-drafts",
    summary: "Keep the answers of a setup; those that fail their check are left out",
    access: manager,
    params: orgParams,
    body: draftInputSchema,
    status: 201,
    response: one,
  }),
  updateDraft: defineRoute({
    method: "put",
    path: "/organizations/{org}/registry-drafts/{id}",
    summary: "Put newer answers in the place of those kept",
    access: manager,
    params: orgItemParams,
    body: draftUpdateSchema,
    status: 200,
    response: one,
  }),
  deleteDraft: defineRoute({
    method: "delete",
    path: "/organizations/{org}/registry-drafts/{id}",
    summary: "Delete a draft",
    access: manager,
    params: orgItemParams,
    status: 204,
  }),
} as const;
