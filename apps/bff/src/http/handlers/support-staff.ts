import { getSupportAccess, setSupportAccess } from "../../services/support-staff/access.ts";
import { endSupportVisit } from "../../services/support-staff/end.ts";
import { startSupportVisit } from "../../services/support-staff/enter.ts";
import { listVisitableOrganizations } from "../../services/support-staff/list-organizations.ts";
import type { Handlers } from "../route-types.ts";

export const supportStaffHandlers = {
  listVisitableOrganizations: async ({ ctx }) => ({
    organizations: await listVisitableOrganizations(ctx),
  }),
  startSupportVisit: ({ ctx }, { body }) => startSupportVisit(ctx, body),
  getSupportAccess: ({ ctx }) => getSupportAccess(ctx),
  setSupportAccess: ({ ctx }, { body }) => setSupportAccess(ctx, body.allowed),
  endSupportVisit: ({ ctx }, { params }) => endSupportVisit(ctx, params.id),
} satisfies Partial<Handlers>;
