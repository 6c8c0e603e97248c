import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { everyone, managers } from "../roles.ts";
import { idSchema, orgItemParams, orgParams } from "../schemas/common.ts";
import {
  pullCountsSchema,
  pullDetailSchema,
  pullExportQuerySchema,
  pullFilterSchema,
  pullListQuerySchema,
  pullListSchema,
  pullRetentionSchema,
  pullViewSchema,
  workerPatternCredentialInputSchema,
  workerPullAnswerSchema,
  workerPullInputSchema,
  workerPullReportSchema,
} from "../schemas/pull.ts";

const one = z.object({ pull: pullViewSchema });
const member = { who: "member", roles: everyone } as const;

export const pullRoutes = {
  listPulls: defineRoute({
    method: "get",
    path: "/organizations/{org}/pulls",
    summary:
      "Pulls, newest first; a member sees those of their own projects. A page that searched many holds what it found",
    access: { ...member, scope: "pulls:read" },
    params: orgParams,
    query: pullListQuerySchema,
    status: 200,
    response: pullListSchema,
  }),
  countPulls: defineRoute({
    method: "get",
    path: "/organizations/{org}/pull-counts",
    summary:
      "Pulls over time, of the last 30 days unless the filter says otherwise; at most 90 days",
    access: { ...member, scope: "pulls:read" },
    params: orgParams,
    query: pullFilterSchema,
    status: 200,
    response: pullCountsSchema,
  }),
  exportPulls: defineRoute({
    method: "get",
    path: "/organizations/{org}/pull-export",
    summary: "Every pull that a filter leaves, newest first, as one CSV or JSON file",
    access: { ...member, scope: "pulls:read" },
    params: orgParams,
    query: pullExportQuerySchema,
    status: 200,
    kind: "file",
  }),
  getPullRetention: defineRoute({
    method: "get",
    path: "/organizations/{org}/pull-retention",
    summary: "For how many days pulls are kept",
    access: { ...member, scope: "settings:read" },
    params: orgParams,
    status: 200,
    response: pullRetentionSchema,
  }),
  setPullRetention: defineRoute({
    method: "put",
    path: "/organizations/{org}/pull-retention",
    summary: "Say for how many days pulls are kept; older ones are deleted within hours",
    access: { who: "member", roles: managers, scope: "settings:write" },
    params: orgParams,
    body: pullRetentionSchema,
    status: 200,
    response: pullRetentionSchema,
  }),
  getPull: defineRoute({
    method: "get",
    path: "/organizations/{org}/pulls/{id}",
    summary: "One pull, with what went wrong in it",
    access: { ...member, scope: "pulls:read" },
    params: orgItemParams,
    status: 200,
    response: z.object({ pull: pullDetailSchema }),
  }),
  requestPull: defineRoute({
    method: "post",
    path: "/worker/pulls",
    summary: "Ask for what an image needs to be pulled",
    access: { who: "worker", action: "pull" },
    body: workerPullInputSchema,
    status: 201,
    response: workerPullAnswerSchema,
    answersSecret: true,
  }),
  requestPatternCredential: defineRoute({
    method: "post",
    path: "/worker/pattern-credentials",
    summary: "Ask for what everything under a pattern needs, for clients that name no image",
    access: { who: "worker", action: "pull" },
    body: workerPatternCredentialInputSchema,
    status: 201,
    response: workerPullAnswerSchema,
    answersSecret: true,
  }),
  reportPull: defineRoute({
    method: "patch",
    path: "/worker/pulls/{id}",
    summary: "Say how a pull ended",
    access: { who: "worker", action: "pull" },
    params: z.strictObject({ id: idSchema }),
    body: workerPullReportSchema,
    status: 200,
    response: one,
  }),
} as const;
