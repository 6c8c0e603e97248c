import { defineRoute } from "../define-route.ts";
import { managers } from "../roles.ts";
import { orgParams } from "../schemas/common.ts";
import { serverIdentitySchema } from "../schemas/server-identity.ts";

export const serverIdentityRoutes = {
  getServerIdentity: defineRoute({
    method: "get",
    path: "/organizations/{org}/server-identity",
    summary: "What a trust policy has to say of this server and of the organization",
    access: { who: "member", roles: managers },
    params: orgParams,
    status: 200,
    response: serverIdentitySchema,
  }),
} as const;
