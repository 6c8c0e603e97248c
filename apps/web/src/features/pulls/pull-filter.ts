import type { PullCredential, PullFilter, PullStatus } from "@berth/api-contract";
import { readTimeValues } from "#src/domain-ui/time-filter/time-values.ts";
import type { SearchChange } from "#src/router/use-search.ts";

export const statusWords: Record<PullStatus, string> = {
  started: "Started",
  succeeded: "Succeeded",
  failed: "Failed",
  refused: "Refused",
};

export const credentialWords: Record<PullCredential, string> = {
  "handed-out": "Handed out",
  none: "No credential",
  unmatched: "No pattern matched",
};

/** What a filter is called in the address of the list; it is the API's own name. */
type FilterName = keyof PullFilter;

const filterNames: Record<FilterName, true> = {
  status: true,
  credential: true,
  registry: true,
  project: true,
  workerToken: true,
  image: true,
  slow: true,
  overMs: true,
  within: true,
  from: true,
  to: true,
};

/** What the address of the list holds. Unknown values count as absent: an old link never breaks the page. */
export function readPullFilter(search: URLSearchParams): PullFilter {
  const id = (name: FilterName) => search.get(name)?.slice(0, 64) || undefined;
  return {
    status: pick(statusWords, search.get("status")),
    credential: pick(credentialWords, search.get("credential")),
    registry: id("registry"),
    project: id("project"),
    workerToken: id("workerToken"),
    image: search.get("image")?.trim().slice(0, 200) || undefined,
    slow: search.get("slow") === "true" ? "true" : undefined,
    overMs: readDuration(search.get("overMs")),
    ...readTimeValues(search),
  };
}

export function isFiltering(filter: PullFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** Takes every filter away, and the page with them. */
export const noPullFilter: SearchChange = {
  ...Object.fromEntries(Object.keys(filterNames).map((name) => [name, null])),
  cursor: null,
};

function pick<Value extends string>(
  words: Record<Value, string>,
  text: string | null,
): Value | undefined {
  return (Object.keys(words) as Value[]).find((value) => value === text);
}

function readDuration(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Math.min(Number(text), 604_800_000) : undefined;
}
