import { exportAuditEvents } from "../../services/audit/export.ts";
import { getAuditEvent } from "../../services/audit/get.ts";
import { listAuditEvents } from "../../services/audit/list.ts";
import type { Handlers } from "../route-types.ts";

export const auditHandlers = {
  listAuditEvents: ({ ctx }, { query }) => listAuditEvents(ctx, query),
  getAuditEvent: async ({ ctx }, { params }) => ({ event: await getAuditEvent(ctx, params.id) }),
  exportAuditEvents: ({ ctx }, { query }) => exportAuditEvents(ctx, query),
} satisfies Partial<Handlers>;
