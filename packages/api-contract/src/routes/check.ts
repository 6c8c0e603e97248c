import { defineRoute } from "../define-route.ts";
import { investigators } from "../roles.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";
import {
  checkInputSchema,
  checkListQuerySchema,
  checkListSchema,
  checkStartedSchema,
  workerCheckAnswerSchema,
  workerCheckInputSchema,
} from "../schemas/check.ts";

const investigator = { who: "member", roles: investigators } as const;

export const checkRoutes = {
  startCheck: defineRoute({
    method: "post",
    path: "/organizations/{org}/checks",
    summary: "Start a full check; Support may check saved registries only",
    access: { ...investigator, scope: "checks:run", visitors: true },
    params: orgParams,
    body: checkInputSchema,
    status: 202,
    response: checkStartedSchema,
  }),
  listChecks: defineRoute({
    method: "get",
    path: "/organizations/{org}/checks",
    summary: "Checks, newest first",
    access: { ...investigator, scope: "registries:read" },
    params: orgParams,
    query: checkListQuerySchema,
    status: 200,
    response: checkListSchema,
  }),
  getCheck: defineRoute({
    method: "get",
    path: "/organizations/{org}/checks/{id}",
    summary: "One check with its trace and diagnosis",
    access: { ...investigator, scope: "registries:read" },
    params: orgItemParams,
    status: 200,
    response: checkStartedSchema,
  }),
  watchCheck: defineRoute({
    method: "get",
    path: "/organizations/{org}/checks/{id}/events",
    summary: "The trace as server-sent events; resumes behind Last-Event-ID",
    access: { ...investigator, scope: "registries:read" },
    params: orgItemParams,
    status: 200,
    kind: "event-stream",
  }),
  cancelCheck: defineRoute({
    method: "post",
    path: "/organizations/{org}/checks/{id}/cancel",
    summary: "Stop a running check",
    access: { ...investigator, scope: "checks:run", visitors: true },
    params: orgItemParams,
    status: 200,
    response: checkStartedSchema,
  }),
  sendWorkerCheck: defineRoute({
    method: "post",
    path: "/worker/checks",
    summary:
      "Tell what a check saw from the worker's own network; it counts as a registry's health only where workers sign in with their own role",
    access: { who: "worker", action: "check" },
    body: workerCheckInputSchema,
    status: 201,
    response: workerCheckAnswerSchema,
  }),
} as const;
