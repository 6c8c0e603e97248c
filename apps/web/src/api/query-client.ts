import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors.ts";

/** Retries of a read that failed for a reason that may pass. A refusal is final and is never asked twice. */
const retriesMax = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
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
