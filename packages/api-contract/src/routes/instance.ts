import { defineRoute } from "../define-route.ts";
import { managers } from "../roles.ts";
import { orgParams } from "../schemas/common.ts";
import { instanceSchema } from "../schemas/instance.ts";

export const instanceRoutes = {
  getInstance: defineRoute({
    method: "get",
    path: "/organizations/{org}/instance",
    summary: "Version and state of this installation",
    access: { who: "member", roles: managers, scope: "settings:read" },
    params: orgParams,
    status: 200,
    response: instanceSchema,
  }),
} as const;
