import { defineRoute } from "../define-route.ts";
import { managers } from "../roles.ts";
import { orgParams } from "../schemas/common.ts";
import {
  outboundPolicySchema,
  outboundTrialInputSchema,
  outboundTrialSchema,
} from "../schemas/outbound.ts";

const path = "/organizations/{org}/outbound-policy";

export const outboundRoutes = {
  getOutboundPolicy: defineRoute({
    method: "get",
    path,
    summary: "Where this server may connect to for a registry, as its operator has set it",
    access: { who: "member", roles: managers, scope: "settings:read" },
    params: orgParams,
    status: 200,
    response: outboundPolicySchema,
  }),
  tryOutboundHost: defineRoute({
    method: "post",
    path: `${path}/trial`,
    summary:
      "Whether this server would connect to a host now, and which rule decides; connects to nothing",
    access: { who: "member", roles: managers, scope: "registries:write" },
    params: orgParams,
    body: outboundTrialInputSchema,
    status: 200,
    response: outboundTrialSchema,
  }),
} as const;
