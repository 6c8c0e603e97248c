import { defineRoute } from "../define-route.ts";
import {
  workerPatternsSchema,
  workerSelfQuerySchema,
  workerSelfSchema,
} from "../schemas/worker-config.ts";

const worker = { who: "worker" } as const;

export const workerConfigRoutes = {
  listWorkerPatterns: defineRoute({
    method: "get",
    path: "/worker/patterns",
    summary: "Every pattern of the organization as the matching index takes it",
    access: worker,
    status: 200,
    response: workerPatternsSchema,
  }),
  getWorkerSelf: defineRoute({
    method: "get",
    path: "/worker/self",
    summary: "Whose worker token this is, for which project, and what time it is",
    access: worker,
    query: workerSelfQuerySchema,
    status: 200,
    response: workerSelfSchema,
  }),
} as const;
