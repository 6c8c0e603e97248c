import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { managers } from "../roles.ts";
import {
  alertChannelCreateSchema,
  alertChannelListSchema,
  alertChannelSavedSchema,
  alertChannelUpdateSchema,
  alertDeliveryListQuerySchema,
  alertDeliveryListSchema,
  alertDeliverySchema,
} from "../schemas/alert.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";

const manager = { who: "member", roles: managers } as const;
const reads = { ...manager, scope: "settings:read" } as const;
const writes = { ...manager, scope: "settings:write" } as const;

export const alertRoutes = {
  listAlertChannels: defineRoute({
    method: "get",
    path: "/organizations/{org}/alert-channels",
    summary: "Where alerts go, without addresses that are secrets",
    access: reads,
    params: orgParams,
    status: 200,
    response: alertChannelListSchema,
  }),
  createAlertChannel: defineRoute({
    method: "post",
    path: "/organizations/{org}/alert-channels",
    summary: "Add a channel for alerts; the answer is the only place that shows its signing secret",
    access: writes,
    params: orgParams,
    body: alertChannelCreateSchema,
    status: 201,
    response: alertChannelSavedSchema,
    answersSecret: true,
  }),
  updateAlertChannel: defineRoute({
    method: "patch",
    path: "/organizations/{org}/alert-channels/{id}",
    summary: "Change, pause or resume a channel; a new address comes with a new signing secret",
    access: writes,
    params: orgItemParams,
    body: alertChannelUpdateSchema,
    status: 200,
    response: alertChannelSavedSchema,
    answersSecret: true,
  }),
  deleteAlertChannel: defineRoute({
    method: "delete",
    path: "/organizations/{org}/alert-channels/{id}",
    summary: "Delete a channel with its deliveries",
    access: writes,
    params: orgItemParams,
    status: 204,
  }),
  testAlertChannel: defineRoute({
    method: "post",
    path: "/organizations/{org}/alert-channels/{id}/test",
    summary: "Send a test to a channel and wait for what comes of it",
    access: writes,
    params: orgItemParams,
    status: 200,
    response: z.object({ deliveries: z.array(alertDeliverySchema) }),
  }),
  listAlertDeliveries: defineRoute({
    method: "get",
    path: "/organizations/{org}/alert-deliveries",
    summary: "What was sent where and what came of it, newest first",
    access: reads,
    params: orgParams,
    query: alertDeliveryListQuerySchema,
    status: 200,
    response: alertDeliveryListSchema,
  }),
  resendAlert: defineRoute({
    method: "post",
    path: "/organizations/{org}/alert-deliveries/{id}/resend",
    summary: "Send an alert again that did not arrive: at once, and with all its attempts anew",
    access: writes,
    params: orgItemParams,
    status: 200,
    response: z.object({ delivery: alertDeliverySchema }),
  }),
} as const;
