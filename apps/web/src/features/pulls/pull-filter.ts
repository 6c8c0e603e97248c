import type { PullOutcome, PullStatus } from "@berth/api-contract";
import type { PullFilter } from "#src/api/pulls.ts";
import type { SearchChange } from "#src/router/use-search.ts";

export const statusWords: Record<PullStatus, string> = {
  started: "Started",
  succeeded: "Succeeded",
  failed: "Failed",
  refused: "Refused",
};

export const outcomeWords: Record<PullOutcome, string> = {
  credential: "With a credential",
  anonymous: "Anonymous",
  refused: "Refused",
};

/** What the address of the list holds. Unknown values count as absent: an old link never breaks the page. */
export function readPullFilter(search: URLSearchParams): PullFilter {
  return {
    status: pick(statusWords, search.get("status")),
    outcome: pick(outcomeWords, search.get("outcome")),
    registry: search.get("registry") || undefined,
    project: search.get("project") || undefined,
    image: search.get("image")?.trim().slice(0, 200) || undefined,
    cursor: search.get("cursor") || undefined,
  };
}

export function isFiltering(filter: PullFilter): boolean {
  return Object.entries(filter).some(([name, value]) => name !== "cursor" && value !== undefined);
}

export const noPullFilter: SearchChange = {
  status: null,
  outcome: null,
  registry: null,
  project: null,
  image: null,
  cursor: null,
};

function pick<Value extends string>(
  words: Record<Value, string>,
  text: string | null,
): Value | undefined {
  return (Object.keys(words) as Value[]).find((value) => value === text);
}
