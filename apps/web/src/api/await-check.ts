import type { CheckView } from "@berth/api-contract";
import type { QueryClient } from "@tanstack/react-query";
import { checkQuery } from "./use-check.ts";

/**
 * Resolves with a check as soon as it is over. Something on the page has to follow it meanwhile (`useCheck`); this only
 * waits for what that brings. Rejects with the signal's reason when it is aborted, which does not stop the check.
 */
export function awaitCheck(
  queryClient: QueryClient,
  org: string,
  id: string,
  signal: AbortSignal,
): Promise<CheckView> {
  const { queryKey } = checkQuery(org, id);
  const hash = JSON.stringify(queryKey);
  return new Promise((resolve, reject) => {
    const settle = () => {
      const check = queryClient.getQueryData<CheckView>(queryKey);
      if (check === undefined || check.status === "running") return;
      stop();
      resolve(check);
    };
    const abort = () => {
      stop();
      reject(signal.reason as Error);
    };
    const unsubscribe = queryClient.getQueryCache().subscribe(({ query }) => {
      if (query.queryHash === hash) settle();
    });
    const stop = () => {
      unsubscribe();
      signal.removeEventListener("abort", abort);
    };
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    else settle();
  });
}
