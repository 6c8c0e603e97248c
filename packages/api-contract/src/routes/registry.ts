import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { everyone, managers } from "../roles.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";
import {
  addressProbeInputSchema,
  addressProbeSchema,
  deleteQuerySchema,
  effectSchema,
  pauseSchema,
  registryCreateSchema,
  registryListSchema,
  registryUpdateSchema,
  registryViewSchema,
  secretReplaceSchema,
} from "../schemas/registry.ts";

const member = { who: "member", roles: everyone } as const;
const manager = { who: "member", roles: managers } as const;
const one = z.object({ registry: registryViewSchema });

export const registryRoutes = {
  listRegistries: defineRoute({
    method: "get",
    path: "/organizations/{org}/registries",
    summary: "All registries of the organization",
    access: member,
    params: orgParams,
    status: 200,
    response: registryListSchema,
  }),
  getRegistry: defineRoute({
    method: "get",
    path: "/organizations/{org}/registries/{id}",
    summary: "One registry",
    access: member,
    params: orgItemParams,
    status: 200,
    response: one,
  }),
  createRegistry: defineRoute({
    method: "post",
    path: "/organizations/{org}/registries",
    summary: "Add a registry",
    access: manager,
    params: orgParams,
    body: registryCreateSchema,
    status: 201,
    response: one,
  }),
  updateRegistry: defineRoute({
    method: "patch",
    path: "/organizations/{org}/registries/{id}",
    summary: "Change name, patterns, settings; a changed destination needs the secret again",
    access: manager,
    params: orgItemParams,
    body: registryUpdateSchema,
    status: 200,
    response: one,
  }),
  replaceSecret: defineRoute({
    method: "put",
    path: "/organizations/{org}/registries/{id}/secret",
    summary: "Put a new secret in the old one's place",
    access: manager,
    params: orgItemParams,
    body: secretReplaceSchema,
    status: 200,
    response: one,
  }),
  pauseRegistry: defineRoute({
    method: "post",
    path: "/organizations/{org}/registries/{id}/pause",
    summary: "Stop handing out this registry's credential",
    access: manager,
    params: orgItemParams,
    body: pauseSchema,
    status: 200,
    response: one,
  }),
  resumeRegistry: defineRoute({
    method: "post",
    path: "/organizations/{org}/registries/{id}/resume",
    summary: "Hand out this registry's credential again",
    access: manager,
    params: orgItemParams,
    body: pauseSchema,
    status: 200,
    response: one,
  }),
  deleteRegistry: defineRoute({
    method: "delete",
    path: "/organizations/{org}/registries/{id}",
    summary: "Delete a registry, its patterns and its secret",
    access: manager,
    params: orgItemParams,
    query: deleteQuerySchema,
    status: 204,
  }),
  getDeletionImpact: defineRoute({
    method: "get",
    path: "/organizations/{org}/registries/{id}/deletion-impact",
    summary: "What deleting this registry does to images pulled in the last 30 days",
    access: manager,
    params: orgItemParams,
    status: 200,
    response: effectSchema,
  }),
  probeAddress: defineRoute({
    method: "post",
    path: "/organizations/{org}/address-probe",
    summary: "Ask an address whether a registry answers there; sends no credential",
    access: manager,
    params: orgParams,
    body: addressProbeInputSchema,
    status: 200,
    response: addressProbeSchema,
  }),
} as const;
