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

/** "3 May 2026, 14:05 UTC", a moment in milliseconds since the epoch, as every command prints it for people; `--json` has ISO 8601. */
export function momentInWords(ms: number): string {
  return `${dayInWords(ms)}, ${new Date(ms).toISOString().slice(11, 16)} UTC`;
}
