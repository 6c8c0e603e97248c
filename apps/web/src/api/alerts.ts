import type { AlertDeliveryState } from "@berth/api-contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Where alerts go; addresses that are secrets are in no answer. */
export function alertChannelsQuery(org: string) {
  return queryOptions({
    queryKey: ["alert-channels", org],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/alert-channels", { params: { org }, signal }),
  });
}

/** One page of what was sent. What waits changes by itself, so it is asked for again: soon where it is due. */
export function alertDeliveriesQuery(
  org: string,
  query: {
    cursor?: string | undefined;
    channel?: string | undefined;
    state?: AlertDeliveryState | undefined;
  },
) {
  return queryOptions({
    queryKey: ["alert-deliveries", org, query],
    queryFn: ({ signal }) =>
      call("GET /organizations/{org}/alert-deliveries", { params: { org }, query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      const due = state.data?.deliveries.some(
        ({ state: word, nextAttemptAt }) =>
          word === "waiting" && nextAttemptAt !== null && Date.parse(nextAttemptAt) <= Date.now(),
      );
      return due === true ? 1_500 : 30_000;
    },
  });
}
