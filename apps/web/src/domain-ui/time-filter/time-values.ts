import type { PullSpan } from "@berth/api-contract";

/** The time that a list is narrowed to, as its address has it. */
export interface TimeValues {
  within?: PullSpan | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export const spanWords: Record<PullSpan, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

/** Reads the time from an address. What can't be one counts as absent: an old link never breaks the page. */
export function readTimeValues(search: URLSearchParams): TimeValues {
  const within = search.get("within");
  return {
    within: (Object.keys(spanWords) as PullSpan[]).find((span) => span === within),
    from: readTime(search.get("from")),
    to: readTime(search.get("to")),
  };
}

/** As the API takes moments: in UTC, with milliseconds. */
function readTime(text: string | null): string | undefined {
  if (text === null) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
