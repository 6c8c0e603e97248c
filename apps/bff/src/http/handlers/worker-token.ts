import { createWorkerToken } from "../../services/worker-tokens/create.ts";
import { listWorkerTokens } from "../../services/worker-tokens/list.ts";
import { openWorkerTokenLink } from "../../services/worker-tokens/open-link.ts";
import { revokeWorkerToken } from "../../services/worker-tokens/revoke.ts";
import { rotateWorkerToken } from "../../services/worker-tokens/rotate.ts";
import type { Handlers } from "../route-types.ts";

export const workerTokenHandlers = {
  listWorkerTokens: ({ ctx }, { query }) => listWorkerTokens(ctx, query),
  createWorkerToken: ({ ctx }, { body }) => createWorkerToken(ctx, body),
  rotateWorkerToken: ({ ctx }, { params, body }) => rotateWorkerToken(ctx, params.id, body),
  openWorkerTokenLink: ({ ctx }, { body }) => openWorkerTokenLink(ctx, body.code),
  revokeWorkerToken: ({ ctx }, { params }) => revokeWorkerToken(ctx, params.id),
} satisfies Partial<Handlers>;
