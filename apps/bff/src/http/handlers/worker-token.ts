import { createWorkerToken } from "../../services/worker-tokens/create.ts";
import { listWorkerTokens } from "../../services/worker-tokens/list.ts";
import { revokeWorkerToken } from "../../services/worker-tokens/revoke.ts";
import type { Handlers } from "../route-types.ts";

export const workerTokenHandlers = {
  listWorkerTokens: async ({ ctx }) => ({ tokens: await listWorkerTokens(ctx) }),
  createWorkerToken: ({ ctx }, { body }) => createWorkerToken(ctx, body),
  revokeWorkerToken: ({ ctx }, { params }) => revokeWorkerToken(ctx, params.id),
} satisfies Partial<Handlers>;
