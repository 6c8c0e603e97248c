import { createApiToken } from "../../services/api-tokens/create.ts";
import { listApiTokens } from "../../services/api-tokens/list.ts";
import { revokeApiToken } from "../../services/api-tokens/revoke.ts";
import type { Handlers } from "../route-types.ts";

export const apiTokenHandlers = {
  listApiTokens: ({ ctx }, { query }) => listApiTokens(ctx, query),
  createApiToken: ({ ctx }, { body }) => createApiToken(ctx, body),
  revokeApiToken: ({ ctx }, { params }) => revokeApiToken(ctx, params.id),
} satisfies Partial<Handlers>;
