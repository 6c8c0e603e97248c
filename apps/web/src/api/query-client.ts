import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, isApiError } from "./errors.ts";
import { sessionQuery } from "./session.ts";

/** Retries of a read that failed for a reason that may pass. A refusal is final and is never asked twice. */
const retriesMax = 2;

export function createQueryClient(): QueryClient {
  // The organization has begun to ask for a second factor, or the person is no longer in it: the session says so, and
  // the frame leads on from there.
  const onError = (error: unknown) => {
    if (!isApiError(error, "second_factor_missing") && !isApiError(error, "not_found")) return;
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
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
  return queryClient;
}

function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502);
}
