import { defineRoute } from "../define-route.ts";
import { managers } from "../roles.ts";
import { orgParams } from "../schemas/common.ts";
import { securitySettingsSchema } from "../schemas/security.ts";

const path = "/organizations/{org}/security-settings";

export const securityRoutes = {
  getSecuritySettings: defineRoute({
    method: "get",
    path,
    summary: "What the organization asks of its owners and admins",
    access: { who: "member", roles: managers, scope: "settings:read" },
    params: orgParams,
    status: 200,
    response: securitySettingsSchema,
  }),
  setSecuritySettings: defineRoute({
    method: "put",
    path,
    summary:
      "Say what the organization asks of its owners and admins; counts from their next request. An API token may ask for more, never for less",
    access: { who: "member", roles: ["owner"], confirmed: true, scope: "settings:write" },
    params: orgParams,
    body: securitySettingsSchema,
    status: 200,
    response: securitySettingsSchema,
  }),
} as const;
