import type { Exchange } from "../check-event.ts";

/** How many requests went out for these exchanges, those included that were sent a second time. */
export function requestsSent(exchanges: readonly Pick<Exchange, "network">[]): number {
  const resent = exchanges.flatMap(({ network }) => network).filter(isResent);
  return exchanges.length + resent.length;
}

function isResent({ kind }: Exchange["network"][number]): boolean {
  return kind === "resent";
}
