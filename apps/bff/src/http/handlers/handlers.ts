import { getInstance } from "../../services/instance/get.ts";
import { getOutboundPolicy } from "../../services/outbound/get-policy.ts";
import { tryOutboundHost } from "../../services/outbound/try-host.ts";
import { getServerIdentity } from "../../services/server-identity/get.ts";
import type { Handlers } from "../route-types.ts";
import { accountHandlers } from "./account.ts";
import { alertHandlers } from "./alert.ts";
import { auditHandlers } from "./audit.ts";
import { apiTokenHandlers } from "./api-token.ts";
import { checkHandlers } from "./check.ts";
import { draftHandlers } from "./draft.ts";
import { expiryHandlers } from "./expiry.ts";
import { explainHandlers } from "./explain.ts";
import { fileReportHandlers } from "./file-report.ts";
import { imageMappingHandlers } from "./image-mapping.ts";
import { memberHandlers } from "./member.ts";
import { organizationHandlers } from "./organization.ts";
import { projectHandlers } from "./project.ts";
import { pullHandlers } from "./pull.ts";
import { registryHandlers } from "./registry.ts";
import { securityHandlers } from "./security.ts";
import { sessionHandlers } from "./session.ts";
import { supportStaffHandlers } from "./support-staff.ts";
import { workerConfigHandlers } from "./worker-config.ts";
import { workerTokenHandlers } from "./worker-token.ts";

/** What answers each route of the contract. */
export const handlers: Handlers = {
  ...sessionHandlers,
  ...accountHandlers,
  ...alertHandlers,
  ...registryHandlers,
  ...draftHandlers,
  ...checkHandlers,
  ...expiryHandlers,
  ...explainHandlers,
  ...fileReportHandlers,
  ...organizationHandlers,
  ...imageMappingHandlers,
  ...memberHandlers,
  ...securityHandlers,
  ...supportStaffHandlers,
  ...projectHandlers,
  ...workerTokenHandlers,
  ...apiTokenHandlers,
  ...pullHandlers,
  ...workerConfigHandlers,
  getInstance: ({ ctx }) => getInstance(ctx),
  getOutboundPolicy: ({ ctx }) => getOutboundPolicy(ctx),
  tryOutboundHost: ({ ctx, signal }, { body }) => tryOutboundHost(ctx, body, signal()),
  getServerIdentity: ({ ctx }) => getServerIdentity(ctx),
  ...auditHandlers,
};
