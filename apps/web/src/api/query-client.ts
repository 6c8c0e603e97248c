import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, isApiError } from "./errors.ts";
import { reportSessionEnd } from "./session-end.ts";

/** Retries of a read that failed for a reason that may pass. A refusal is final and is never asked twice. */
const retriesMax = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeSessionEnd }),
    mutationCache: new MutationCache({ onError: noticeSessionEnd }),
    defaultOptions: {
      queries: {
        // A console on 127.0.0.1 works while the machine is offline; the browser's own verdict says nothing here.
        networkMode: "always",
        staleTime: 15_000,
        retry: (failures, error) => failures < retriesMax && mayPass(error),
        throwOnError: false,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502);
}

function noticeSessionEnd(error: unknown): void {
  if (isApiError(error, "session_required")) reportSessionEnd();
}
