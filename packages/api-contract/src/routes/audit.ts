import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { investigators } from "../roles.ts";
import {
  auditEventSchema,
  auditExportQuerySchema,
  auditListQuerySchema,
  auditListSchema,
} from "../schemas/audit.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";

const investigator = { who: "member", roles: investigators } as const;

export const auditRoutes = {
  listAuditEvents: defineRoute({
    method: "get",
    path: "/organizations/{org}/audit-events",
    summary: "What was done, by whom, newest first",
    access: { ...investigator, scope: "audit:read" },
    params: orgParams,
    query: auditListQuerySchema,
    status: 200,
    response: auditListSchema,
  }),
  getAuditEvent: defineRoute({
    method: "get",
    path: "/organizations/{org}/audit-events/{id}",
    summary: "One event of the audit log",
    access: { ...investigator, scope: "audit:read" },
    params: orgItemParams,
    status: 200,
    response: z.object({ event: auditEventSchema }),
  }),
  exportAuditEvents: defineRoute({
    method: "get",
    path: "/organizations/{org}/audit-export",
    summary: "Every event that a filter leaves, newest first, as one CSV or JSON file",
    access: { ...investigator, scope: "audit:read" },
    params: orgParams,
    query: auditExportQuerySchema,
    status: 200,
    kind: "file",
  }),
} as const;
