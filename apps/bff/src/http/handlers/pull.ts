import { countPulls } from "../../services/pulls/count.ts";
import { exportPulls } from "../../services/pulls/export.ts";
import { getPull } from "../../services/pulls/get.ts";
import { listPulls } from "../../services/pulls/list.ts";
import { reportPull } from "../../services/pulls/report.ts";
import { getPullRetention, setPullRetention } from "../../services/pulls/retention.ts";
import { requestPatternCredential } from "../../services/pulls/request-for-pattern.ts";
import { requestPull } from "../../services/pulls/request.ts";
import type { WorkerCall } from "../calls.ts";
import type { Handlers } from "../route-types.ts";

/** Nothing of the request is in it, so that it may have come either way (see `../direct`). */
type Asked = Pick<WorkerCall, "ctx">;

export const pullHandlers = {
  listPulls: ({ ctx }, { query }) => listPulls(ctx, query),
  countPulls: ({ ctx }, { query }) => countPulls(ctx, query),
  exportPulls: ({ ctx }, { query }) => exportPulls(ctx, query),
  getPullRetention: ({ ctx }) => getPullRetention(ctx),
  setPullRetention: ({ ctx }, { body }) => setPullRetention(ctx, body),
  getPull: async ({ ctx }, { params }) => ({ pull: await getPull(ctx, params.id) }),
  requestPull: ({ ctx }: Asked, { body }) => requestPull(ctx, body),
  requestPatternCredential: ({ ctx }: Asked, { body }) => requestPatternCredential(ctx, body),
  reportPull: async ({ ctx }, { params, body }) => ({
    pull: await reportPull(ctx, params.id, body),
  }),
} satisfies Partial<Handlers>;
