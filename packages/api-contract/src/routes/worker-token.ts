import { defineRoute } from "../define-route.ts";
import { investigators, managers } from "../roles.ts";
import { cursorQuery, orgItemParams, orgParams } from "../schemas/common.ts";
import {
  workerTokenCreatedSchema,
  workerTokenCreateSchema,
  workerTokenListSchema,
  workerTokenOpenedSchema,
  workerTokenOpenSchema,
  workerTokenRotateSchema,
} from "../schemas/worker-token.ts";

const manager = { who: "member", roles: managers } as const;

export const workerTokenRoutes = {
  listWorkerTokens: defineRoute({
    method: "get",
    path: "/organizations/{org}/worker-tokens",
    summary: "Worker tokens, newest first, without the tokens themselves",
    access: { who: "member", roles: investigators, scope: "worker-tokens:read" },
    params: orgParams,
    query: cursorQuery,
    status: 200,
    response: workerTokenListSchema,
  }),
  createWorkerToken: defineRoute({
    method: "post",
    path: "/organizations/{org}/worker-tokens",
    summary: "Make a worker token; the answer or the link it gives is the only place that shows it",
    access: { ...manager, confirmed: true, scope: "worker-tokens:write" },
    params: orgParams,
    body: workerTokenCreateSchema,
    status: 201,
    response: workerTokenCreatedSchema,
    answersSecret: true,
  }),
  rotateWorkerToken: defineRoute({
    method: "post",
    path: "/organizations/{org}/worker-tokens/{id}/rotate",
    summary: "Make a token that takes over with the same scope; the older one works on for a while",
    access: { ...manager, confirmed: true, scope: "worker-tokens:write" },
    params: orgItemParams,
    body: workerTokenRotateSchema,
    status: 201,
    response: workerTokenCreatedSchema,
    answersSecret: true,
  }),
  revokeWorkerToken: defineRoute({
    method: "delete",
    path: "/organizations/{org}/worker-tokens/{id}",
    summary: "Revoke a worker token; it fails from the next request on",
    access: { ...manager, scope: "worker-tokens:write" },
    params: orgItemParams,
    status: 204,
  }),
  openWorkerTokenLink: defineRoute({
    method: "post",
    path: "/worker-token-links/open",
    summary:
      "Fetch a worker token through its link, once; a second time is written down as an alarm",
    access: { who: "anyone" },
    body: workerTokenOpenSchema,
    status: 200,
    response: workerTokenOpenedSchema,
    answersSecret: true,
  }),
} as const;
