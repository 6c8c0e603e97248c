import type { CheckEventView, CheckView } from "@berth/api-contract";
import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiUrl, call } from "./client.ts";
import { watchEvents } from "./event-stream.ts";

/** One check. Put the answer of `POST …/checks` under this key, and `useCheck` goes on from there. */
export function checkQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["checks", org, id],
    queryFn: async ({ signal }) =>
      (await call("GET /organizations/{org}/checks/{id}", { params: { org, id }, signal })).check,
  });
}

/**
 * A check, live while it runs: steps arrive as the server takes them, over a stream that resumes, or by polling where
 * no stream gets through. Leaving the page stops the watching, not the check.
 */
export function useCheck(
  org: string,
  id: string,
): { check: CheckView | undefined; error: unknown; reconnecting: boolean } {
  const queryClient = useQueryClient();
  const query = useQuery(checkQuery(org, id));
  const [reconnecting, setReconnecting] = useState(false);
  const [streamError, setStreamError] = useState<unknown>(null);
  const running = query.data?.status === "running";

  useEffect(() => {
    if (!running) return undefined;
    const abort = new AbortController();
    watchCheck(queryClient, org, id, abort.signal, setReconnecting).catch((error: unknown) => {
      if (!abort.signal.aborted) setStreamError(error);
    });
    return () => {
      abort.abort();
      setReconnecting(false);
      setStreamError(null);
    };
  }, [running, queryClient, org, id]);

  return { check: query.data, error: query.error ?? streamError, reconnecting };
}

function watchCheck(
  queryClient: QueryClient,
  org: string,
  id: string,
  signal: AbortSignal,
  onReconnecting: (reconnecting: boolean) => void,
): Promise<void> {
  const { queryKey } = checkQuery(org, id);
  return watchEvents({
    url: apiUrl("/organizations/{org}/checks/{id}/events", { org, id }),
    signal,
    onReconnecting,
    onEvent({ data }) {
      const event = JSON.parse(data) as CheckEventView;
      queryClient.setQueryData<CheckView>(queryKey, (check) => check && applyEvent(check, event));
      return event.kind === "finished";
    },
    async poll() {
      const check = await queryClient.fetchQuery({ ...checkQuery(org, id), staleTime: 0 });
      return check.status !== "running";
    },
  });
}

/** A step replaces the earlier word on the same step; the last event carries the whole check. */
export function applyEvent(check: CheckView, event: CheckEventView): CheckView {
  if (event.kind === "finished") return event.check;
  if (event.kind === "images-in-use") return { ...check, imagesInUse: event.imagesInUse };
  const others = check.steps.filter(({ step }) => step !== event.step.step);
  return { ...check, steps: [...others, event.step] };
}
