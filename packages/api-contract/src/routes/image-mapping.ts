import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { everyone, managers } from "../roles.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";
import {
  imageMappingCreateSchema,
  imageMappingListSchema,
  imageMappingSchema,
} from "../schemas/image-mapping.ts";

export const imageMappingRoutes = {
  listImageMappings: defineRoute({
    method: "get",
    path: "/organizations/{org}/image-mappings",
    summary: "Which images workers pull through a cache, and under which name",
    access: { who: "member", roles: everyone, scope: "settings:read" },
    params: orgParams,
    status: 200,
    response: imageMappingListSchema,
  }),
  createImageMapping: defineRoute({
    method: "post",
    path: "/organizations/{org}/image-mappings",
    summary: "Let workers pull images below one name under another",
    access: { who: "member", roles: managers, scope: "settings:write" },
    params: orgParams,
    body: imageMappingCreateSchema,
    status: 201,
    response: z.object({ mapping: imageMappingSchema }),
  }),
  deleteImageMapping: defineRoute({
    method: "delete",
    path: "/organizations/{org}/image-mappings/{id}",
    summary: "Let workers pull these images under their own names again",
    access: { who: "member", roles: managers, scope: "settings:write" },
    params: orgItemParams,
    status: 204,
  }),
} as const;
