import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";

const mark = "x-hono-already-sent";

/**
 * What a handler returns that has answered, or will stay silent, over the socket itself.
 */
export const alreadySent: Response = RESPONSE_ALREADY_SENT;

// A server elsewhere in this process may have replaced the global Response by node-server's own,
// which is written out as an empty 200 without a look at the mark in its headers. Reading its body
// turns it into a real one.
void alreadySent.body;

/**
 * An answer as it may be handed to node-server. Hono copies some answers on their way, with the global Response of the
 * moment: a copy with the mark gives way to what it was made of.
 */
export function withoutCopies(answer: Response): Response {
  return answer.headers.has(mark) ? alreadySent : answer;
}
