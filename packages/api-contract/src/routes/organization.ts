import { defineRoute } from "../define-route.ts";
import { orgParams } from "../schemas/common.ts";
import {
  organizationAnswerSchema,
  organizationContentsSchema,
  organizationCreateSchema,
  organizationDeleteQuerySchema,
  organizationUpdateSchema,
} from "../schemas/organization.ts";

const owner = { who: "member", roles: ["owner"] } as const;

export const organizationRoutes = {
  createOrganization: defineRoute({
    method: "post",
    path: "/organizations",
    summary:
      "Create another organization, as its owner; for whoever owns one, where the instance allows it",
    access: { who: "person", confirmed: true },
    body: organizationCreateSchema,
    status: 201,
    response: organizationAnswerSchema,
  }),
  updateOrganization: defineRoute({
    method: "patch",
    path: "/organizations/{org}",
    summary: "Rename the organization; with another name in addresses, old links to it end",
    access: { ...owner, confirmed: true },
    params: orgParams,
    body: organizationUpdateSchema,
    status: 200,
    response: organizationAnswerSchema,
  }),
  getOrganizationContents: defineRoute({
    method: "get",
    path: "/organizations/{org}/contents",
    summary: "How much would go with the organization if it were deleted",
    access: owner,
    params: orgParams,
    status: 200,
    response: organizationContentsSchema,
  }),
  deleteOrganization: defineRoute({
    method: "delete",
    path: "/organizations/{org}",
    summary:
      "Delete the organization with everything in it, for good; its key is destroyed, its audit log stays",
    access: { ...owner, confirmed: true },
    params: orgParams,
    query: organizationDeleteQuerySchema,
    status: 204,
  }),
} as const;
