import { listWorkerPatterns } from "../../services/worker-config/patterns.ts";
import { getWorkerSelf } from "../../services/worker-config/self.ts";
import type { Handlers } from "../route-types.ts";

export const workerConfigHandlers = {
  listWorkerPatterns: async ({ ctx }) => ({
    entries: await listWorkerPatterns(ctx),
    mappings: [...(await ctx.known.imageMappings())],
  }),
  getWorkerSelf: ({ ctx }, { query }) => getWorkerSelf(ctx, query.project),
} satisfies Partial<Handlers>;
