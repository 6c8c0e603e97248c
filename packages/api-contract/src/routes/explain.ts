import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { everyone, investigators, managers } from "../roles.ts";
import { idSchema, orgItemParams, orgParams, slugSchema } from "../schemas/common.ts";
import {
  expectationCreateSchema,
  expectationListSchema,
  expectationSchema,
  explainAnswerSchema,
  explainInputSchema,
  patternEntriesSchema,
  previewAnswerSchema,
  previewInputSchema,
  recentImagesSchema,
} from "../schemas/explain.ts";

const manager = { who: "member", roles: managers } as const;
const investigator = { who: "member", roles: investigators } as const;

export const explainRoutes = {
  listPatternEntries: defineRoute({
    method: "get",
    path: "/organizations/{org}/pattern-entries",
    summary: "Every pattern of the organization as the matching index takes it",
    access: { ...investigator, scope: "registries:read" },
    params: orgParams,
    status: 200,
    response: patternEntriesSchema,
  }),
  listRecentImages: defineRoute({
    method: "get",
    path: "/organizations/{org}/recent-images",
    summary: "Images pulled in the last 30 days",
    access: { ...investigator, scope: "pulls:read" },
    params: orgParams,
    status: 200,
    response: recentImagesSchema,
  }),
  explain: defineRoute({
    method: "post",
    path: "/organizations/{org}/explain",
    summary: "Which registry serves an image, and why; for one image or many",
    access: { who: "member", roles: everyone, scope: "registries:read", visitors: true },
    params: orgParams,
    body: explainInputSchema,
    status: 200,
    response: explainAnswerSchema,
  }),
  previewPatterns: defineRoute({
    method: "post",
    path: "/organizations/{org}/pattern-preview",
    summary: "What a change of patterns would do, before it is saved",
    access: { ...manager, scope: "registries:write" },
    params: orgParams,
    body: previewInputSchema,
    status: 200,
    response: previewAnswerSchema,
  }),
  listExpectations: defineRoute({
    method: "get",
    path: "/organizations/{org}/registries/{id}/expectations",
    summary: "Images that must use this registry",
    access: { ...investigator, scope: "registries:read" },
    params: orgItemParams,
    status: 200,
    response: expectationListSchema,
  }),
  createExpectation: defineRoute({
    method: "post",
    path: "/organizations/{org}/registries/{id}/expectations",
    summary: "Always expect this image to use this registry",
    access: { ...manager, scope: "registries:write" },
    params: orgItemParams,
    body: expectationCreateSchema,
    status: 201,
    response: z.object({ expectation: expectationSchema }),
  }),
  deleteExpectation: defineRoute({
    method: "delete",
    path: "/organizations/{org}/registries/{id}/expectations/{expectation}",
    summary: "Drop an expectation",
    access: { ...manager, scope: "registries:write" },
    params: z.strictObject({ org: slugSchema, id: idSchema, expectation: idSchema }),
    status: 204,
  }),
} as const;
