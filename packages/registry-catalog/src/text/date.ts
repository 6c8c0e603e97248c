export const dayMs = 86_400_000;

let format: Intl.DateTimeFormat | null = null;

/**
 * "3 May 2026", the day in UTC of a moment in milliseconds since the epoch: how every sentence and every
 * page writes a day on which something ends. Registries and certificates tell moments that can't be read.
 */
export function dayInWords(ms: number): string {
  // Made when it is first used: that takes milliseconds.
  format ??= new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return Number.isNaN(ms) ? "an unknown day" : format.format(ms);
}
