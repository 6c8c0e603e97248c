let format: Intl.DateTimeFormat | null = null;

/** "3 May 2026", the day in UTC of a moment in milliseconds since the epoch: how a sentence writes a day, here and on the pages. */
export function dayInWords(ms: number): string {
  format ??= new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.format(ms);
}
