import { accountRoutes } from "./account.ts";
import { alertRoutes } from "./alert.ts";
import { apiTokenRoutes } from "./api-token.ts";
import { auditRoutes } from "./audit.ts";
import { checkRoutes } from "./check.ts";
import { draftRoutes } from "./draft.ts";
import { expiryRoutes } from "./expiry.ts";
import { explainRoutes } from "./explain.ts";
import { fileReportRoutes } from "./file-report.ts";
import { imageMappingRoutes } from "./image-mapping.ts";
import { instanceRoutes } from "./instance.ts";
import { memberRoutes } from "./member.ts";
import { organizationRoutes } from "./organization.ts";
import { outboundRoutes } from "./outbound.ts";
import { projectRoutes } from "./project.ts";
import { pullRoutes } from "./pull.ts";
import { registryRoutes } from "./registry.ts";
import { securityRoutes } from "./security.ts";
import { serverIdentityRoutes } from "./server-identity.ts";
import { sessionRoutes } from "./session.ts";
import { supportStaffRoutes } from "./support-staff.ts";
import { workerConfigRoutes } from "./worker-config.ts";
import { workerTokenRoutes } from "./worker-token.ts";

/** Every operation of the API, by name. */
export const routes = {
  ...sessionRoutes,
  ...accountRoutes,
  ...alertRoutes,
  ...registryRoutes,
  ...draftRoutes,
  ...serverIdentityRoutes,
  ...checkRoutes,
  ...expiryRoutes,
  ...explainRoutes,
  ...fileReportRoutes,
  ...organizationRoutes,
  ...imageMappingRoutes,
  ...instanceRoutes,
  ...memberRoutes,
  ...outboundRoutes,
  ...securityRoutes,
  ...supportStaffRoutes,
  ...projectRoutes,
  ...workerTokenRoutes,
  ...apiTokenRoutes,
  ...pullRoutes,
  ...workerConfigRoutes,
  ...auditRoutes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
