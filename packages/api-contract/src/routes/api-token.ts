import { defineRoute } from "../define-route.ts";
import { investigators, managers } from "../roles.ts";
import {
  apiTokenCreatedSchema,
  apiTokenCreateSchema,
  apiTokenListSchema,
} from "../schemas/api-token.ts";
import { cursorQuery, orgItemParams, orgParams } from "../schemas/common.ts";

export const apiTokenRoutes = {
  listApiTokens: defineRoute({
    method: "get",
    path: "/organizations/{org}/api-tokens",
    summary: "Tokens for automation, newest first, without the tokens themselves",
    access: { who: "member", roles: investigators },
    params: orgParams,
    query: cursorQuery,
    status: 200,
    response: apiTokenListSchema,
  }),
  createApiToken: defineRoute({
    method: "post",
    path: "/organizations/{org}/api-tokens",
    summary: "Make a token for automation; the answer is the only place that shows it",
    access: { who: "member", roles: managers, confirmed: true },
    params: orgParams,
    body: apiTokenCreateSchema,
    status: 201,
    response: apiTokenCreatedSchema,
    answersSecret: true,
  }),
  revokeApiToken: defineRoute({
    method: "delete",
    path: "/organizations/{org}/api-tokens/{id}",
    summary: "Revoke a token for automation; it fails from the next request on",
    access: { who: "member", roles: managers },
    params: orgItemParams,
    status: 204,
  }),
} as const;
