import { z } from "zod";
import { defineRoute } from "../define-route.ts";
import { investigators, managers } from "../roles.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";
import { calendarAddressSchema, calendarCreatedSchema, snoozeSchema } from "../schemas/expiry.ts";
import { registryViewSchema } from "../schemas/registry.ts";

const investigator = { who: "member", roles: investigators } as const;

export const expiryRoutes = {
  snoozeExpiry: defineRoute({
    method: "post",
    path: "/organizations/{org}/registries/{id}/snooze",
    summary: "Let nobody be reminded of this secret's end for some days",
    access: { who: "member", roles: managers },
    params: orgItemParams,
    body: snoozeSchema,
    status: 200,
    response: z.object({ registry: registryViewSchema }),
  }),
  downloadCalendar: defineRoute({
    method: "get",
    path: "/organizations/{org}/expiry.ics",
    summary: "Ends of secrets and worker tokens as a calendar file",
    access: investigator,
    params: orgParams,
    status: 200,
    kind: "file",
  }),
  getCalendarAddress: defineRoute({
    method: "get",
    path: "/organizations/{org}/calendar-address",
    summary: "Whether the caller has an address for their calendar, and when it was read",
    access: investigator,
    params: orgParams,
    status: 200,
    response: calendarAddressSchema,
  }),
  createCalendarAddress: defineRoute({
    method: "post",
    path: "/organizations/{org}/calendar-address",
    summary: "Make an address for the caller's calendar; the one before ends",
    access: investigator,
    params: orgParams,
    status: 201,
    response: calendarCreatedSchema,
  }),
  deleteCalendarAddress: defineRoute({
    method: "delete",
    path: "/organizations/{org}/calendar-address",
    summary: "End the address of the caller's calendar",
    access: investigator,
    params: orgParams,
    status: 204,
  }),
  readCalendar: defineRoute({
    method: "get",
    path: "/calendars/{address}",
    summary: "The calendar behind an address, for as long as its owner may see those dates",
    access: { who: "anyone" },
    params: z.strictObject({ address: z.string().max(200) }),
    status: 200,
    kind: "file",
  }),
} as const;
