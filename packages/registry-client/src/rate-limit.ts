import type { RateLimitFacts } from "./check-event.ts";
import { headerOf, type HeaderList } from "./headers.ts";

/**
 * Reads what a registry says about its limits; null where it says nothing.
 * Docker Hub's form is `100;w=21600`: a number and the window in seconds.
 */
export function readRateLimit(headers: HeaderList, nowMs: number): RateLimitFacts | null {
  const limit = parseQuota(headerOf(headers, "ratelimit-limit"));
  const remaining = parseQuota(headerOf(headers, "ratelimit-remaining"));
  const source = headerOf(headers, "docker-ratelimit-source");
  const retryAfterSeconds = parseRetryAfter(headerOf(headers, "retry-after"), nowMs);
  if (limit === null && remaining === null && retryAfterSeconds === null) return null;
  return {
    limit: limit?.count ?? null,
    remaining: remaining?.count ?? null,
    windowSeconds: limit?.windowSeconds ?? remaining?.windowSeconds ?? null,
    source: source !== null && /^[\w.:/-]{1,64}$/.test(source) ? source : null,
    retryAfterSeconds,
  };
}

function parseQuota(value: string | null): { count: number; windowSeconds: number | null } | null {
  const match = /^(\d{1,9})(?:;w=(\d{1,9}))?$/.exec(value?.trim() ?? "");
  if (match === null) return null;
  return {
    count: Number(match[1]),
    windowSeconds: match[2] === undefined ? null : Number(match[2]),
  };
}

/** Seconds or an HTTP date; at most a day, since a check would never be repeated otherwise. */
function parseRetryAfter(value: string | null, nowMs: number): number | null {
  if (value === null) return null;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - nowMs) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), 86_400) : null;
}
