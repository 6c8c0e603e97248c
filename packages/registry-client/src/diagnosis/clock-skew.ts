import type { Exchange } from "../check-event.ts";

/**
 * By how many seconds this machine's clock is ahead of the one that answered, negative where it is behind;
 * null where the answer bears no time. Exact to a second or two.
 */
export function clockSkewSeconds(exchange: Exchange | null): number | null {
  const date = exchange?.answer?.headers.find(([name]) => name === "date")?.[1];
  const theirs = Date.parse(date ?? "");
  if (exchange === null || Number.isNaN(theirs)) return null;
  return Math.round((exchange.at + exchange.durationMs / 2 - theirs) / 1000);
}

/** `1 h 20 min behind`, `4 s ahead`; the sign as above. */
export function skewInWords(seconds: number): string {
  const size = Math.abs(seconds);
  const hours = Math.floor(size / 3600);
  const minutes = Math.floor((size % 3600) / 60);
  const parts =
    size < 60
      ? [`${size} s`]
      : [...(hours === 0 ? [] : [`${hours} h`]), ...(minutes === 0 ? [] : [`${minutes} min`])];
  return `${parts.join(" ")} ${seconds < 0 ? "behind" : "ahead"}`;
}
