import { defineRoute } from "../define-route.ts";
import { managers } from "../roles.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";
import {
  supportAccessSchema,
  supportAccessUpdateSchema,
  supportVisitStartedSchema,
  supportVisitStartSchema,
  visitableOrganizationListSchema,
} from "../schemas/support-staff.ts";

export const supportStaffRoutes = {
  listVisitableOrganizations: defineRoute({
    method: "get",
    path: "/support-staff/organizations",
    summary: "Every organization of the instance; for its support staff",
    access: { who: "person" },
    status: 200,
    response: visitableOrganizationListSchema,
  }),
  startSupportVisit: defineRoute({
    method: "post",
    path: "/support-staff/visits",
    summary: "Enter an organization as support staff, for some hours; its audit log says so",
    access: { who: "person", confirmed: true },
    body: supportVisitStartSchema,
    status: 201,
    response: supportVisitStartedSchema,
  }),
  getSupportAccess: defineRoute({
    method: "get",
    path: "/organizations/{org}/support-access",
    summary: "Whether support staff of the instance may enter, and who did",
    access: { who: "member", roles: managers },
    params: orgParams,
    status: 200,
    response: supportAccessSchema,
  }),
  setSupportAccess: defineRoute({
    method: "put",
    path: "/organizations/{org}/support-access",
    summary:
      "Let support staff of the instance in or keep them out, which ends open visits at once",
    access: { who: "member", roles: ["owner"], confirmed: true },
    params: orgParams,
    body: supportAccessUpdateSchema,
    status: 200,
    response: supportAccessSchema,
  }),
  endSupportVisit: defineRoute({
    method: "post",
    path: "/organizations/{org}/support-visits/{id}/end",
    summary: "End a visit of support staff at once",
    access: { who: "member", roles: managers },
    params: orgItemParams,
    status: 204,
  }),
} as const;
