import type { PullFilter } from "@berth/api-contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { pullsQuery } from "#src/api/pulls.ts";

const tailMs = 3000;
/** A search that looks at very many pulls each time. */
const searchTailMs = 30_000;

/**
 * A page of pulls. With `live`, the first page asks every few seconds how its pulls went on and how many came since;
 * those wait until `show` is called, so that nothing moves under somebody's eyes.
 */
export function useLivePulls(
  org: string,
  filter: PullFilter,
  { cursor, live }: { cursor: string | undefined; live: boolean },
) {
  const tailing = live && cursor === undefined;
  const list = useQuery({
    ...pullsQuery(org, { ...filter, cursor }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: !tailing,
    refetchOnReconnect: !tailing,
    // An empty list has no place to count from.
    refetchInterval: ({ state }) =>
      tailing && state.data?.head === null ? pauseAfter(state.data) : false,
  });
  const head = list.isPlaceholderData ? null : (list.data?.head ?? null);
  const tail = useQuery({
    ...pullsQuery(org, { ...filter, head: head ?? "" }),
    enabled: tailing && head !== null,
    refetchInterval: ({ state }) => pauseAfter(state.data),
  });
  const news = tailing && head !== null ? tail.data : undefined;
  return {
    query: list,
    pulls: news?.pulls ?? list.data?.pulls ?? [],
    newer: news?.newer ?? 0,
    next: news?.next ?? list.data?.next ?? null,
    searchedTo: (news ?? list.data)?.searchedTo ?? null,
    /** Why the list no longer follows, while it should. */
    lost: tailing ? tail.error : null,
    show: () => list.refetch(),
  };
}

function pauseAfter(page: { searchedTo: string | null } | undefined): number {
  return (page?.searchedTo ?? null) === null ? tailMs : searchTailMs;
}
