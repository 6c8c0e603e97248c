import type { CheckTrace, Exchange } from "../check-event.ts";
import { isPassingStatus } from "../passing-status.ts";

/**
 * The exchange a check ended on. A failed HEAD was repeated as GET to learn more; where that GET
 * never got an answer, the HEAD still stands; and so does a refusal that nobody could explain.
 */
export function decisiveExchange(trace: CheckTrace): Exchange | null {
  // Which tags there are, and where layers lie, is asked only after the answer that counts.
  const asked = trace.exchanges.filter(({ purpose }) => purpose !== "tags" && purpose !== "layer");
  const last = asked.at(-1);
  if (last === undefined) return null;
  const before = asked.at(-2);
  if (last.purpose === "investigation" && before !== undefined) {
    const { status = 500 } = last.answer ?? {};
    return isPassingStatus(status) ? before : last;
  }
  const repeated =
    before !== undefined && last.url === before.url && last.authorization === before.authorization;
  const unanswered = last.answer === undefined && last.failure?.code !== "body-too-large";
  return repeated && unanswered && before.answer !== undefined && before.answer.status >= 400
    ? before
    : last;
}
