import { cancelCheck } from "../../services/checks/cancel.ts";
import { getCheck } from "../../services/checks/get.ts";
import { listChecks } from "../../services/checks/list.ts";
import { receiveCheck } from "../../services/checks/receive.ts";
import { startCheck } from "../../services/checks/start.ts";
import { watchCheck } from "../../services/checks/watch.ts";
import { checkEventSchema, type CheckEventView } from "@berth/api-contract";
import type { EventStream } from "../event-stream.ts";
import type { Handlers } from "../route-types.ts";

export const checkHandlers = {
  startCheck: async ({ ctx }, { body }) => ({ check: await startCheck(ctx, body) }),
  listChecks: ({ ctx }, { query }) => listChecks(ctx, query),
  getCheck: async ({ ctx }, { params }) => ({ check: await getCheck(ctx, params.id) }),
  watchCheck: async ({ ctx, headers }, { params }) =>
    toStream(await watchCheck(ctx, params.id, lastSeen(headers))),
  cancelCheck: async ({ ctx }, { params }) => ({ check: await cancelCheck(ctx, params.id) }),
  sendWorkerCheck: async ({ ctx }, { body }) => ({ check: await receiveCheck(ctx, body) }),
} satisfies Partial<Handlers>;

function lastSeen(headers: Headers): number {
  const text = headers.get("last-event-id") ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

/** Each event goes through its schema, as every answer does. */
function toStream(events: AsyncIterable<CheckEventView>): EventStream {
  return {
    [Symbol.asyncIterator]() {
      const iterator = events[Symbol.asyncIterator]();
      return {
        async next() {
          const next = await iterator.next();
          if (next.done === true) return { done: true, value: undefined };
          const event = checkEventSchema.parse(next.value);
          const value = { id: event.seq, type: event.kind, data: JSON.stringify(event) };
          return { done: false, value };
        },
        async return() {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
