import { defineRoute } from "../define-route.ts";
import { investigators } from "../roles.ts";
import { orgParams } from "../schemas/common.ts";
import { auditListQuerySchema, auditListSchema } from "../schemas/audit.ts";

export const auditRoutes = {
  listAuditEvents: defineRoute({
    method: "get",
    path: "/organizations/{org}/audit-events",
    summary: "What was done, by whom, newest first",
    access: { who: "member", roles: investigators },
    params: orgParams,
    query: auditListQuerySchema,
    status: 200,
    response: auditListSchema,
  }),
} as const;
