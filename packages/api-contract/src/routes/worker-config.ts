import { defineRoute } from "../define-route.ts";
import {
  workerPatternsSchema,
  workerSelfQuerySchema,
  workerSelfSchema,
} from "../schemas/worker-config.ts";

export const workerConfigRoutes = {
  listWorkerPatterns: defineRoute({
    method: "get",
    path: "/worker/patterns",
    summary: "Every pattern of the organization as the matching index takes it",
    access: { who: "worker", action: "read-patterns" },
    status: 200,
    response: workerPatternsSchema,
  }),
  getWorkerSelf: defineRoute({
    method: "get",
    path: "/worker/self",
    summary: "Whose worker token this is, for which project, and what time it is",
    access: { who: "worker", action: null },
    query: workerSelfQuerySchema,
    status: 200,
    response: workerSelfSchema,
  }),
} as const;
