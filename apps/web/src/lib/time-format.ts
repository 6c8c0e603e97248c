import { dayInWords } from "@berth/registry-catalog/date";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The page's time is renewed every 15 seconds: what lies this little ahead of it has in truth just happened. */
const nowLagMs = 16_000;

/** Formats are made when they are first used: each takes milliseconds, and the first page needs few of them. */
const relativeDays = lazily(
  () => new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" }),
);
const absolute = lazily(
  () =>
    new Intl.DateTimeFormat("en-GB", {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    }),
);
const day = lazily(
  () => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" }),
);
const dayShort = lazily(() => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" }));
const clock = lazily(
  () => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }),
);
const count = lazily(() => new Intl.NumberFormat("en"));

function lazily<Format>(make: () => Format): () => Format {
  let made: Format | null = null;
  return () => (made ??= make());
}

/** "4 min ago", "in 6 days", "yesterday". Times are milliseconds since the epoch. */
export function formatRelative(at: number, now: number): string {
  const difference = at - now;
  const size = Math.abs(difference);
  if (size < 45_000) return difference > nowLagMs ? "in a moment" : "just now";
  if (size < 60 * minuteMs - 30_000) return short(Math.round(difference / minuteMs), "min");
  const days = calendarDays(now, at);
  if (size < 22 * hourMs || days === 0) return short(Math.round(difference / hourMs), "h");
  if (size < 60 * dayMs) return relativeDays().format(days, "day");
  if (size < 548 * dayMs)
    return relativeDays().format(Math.round(difference / (30.44 * dayMs)), "month");
  return relativeDays().format(Math.round(difference / (365.25 * dayMs)), "year");
}

/** A date is as many days away as a calendar shows, at whatever hour one asks. */
function calendarDays(from: number, to: number): number {
  const dayOf = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((dayOf(to) - dayOf(from)) / dayMs);
}

/** Date, time and zone, for `title` and for lists that are printed. */
export function formatAbsolute(at: number): string {
  return absolute().format(at);
}

/** "3 May 2026": the day on which something happened, where the reader is. */
export function formatDay(at: number): string {
  return day().format(at);
}

/**
 * "3 May 2026": the day on which something ends. Somebody entered it as a day, not as a moment, so that it is the same
 * day for everybody, as in the server's sentences.
 */
export function formatEndDay(at: number): string {
  return dayInWords(at);
}

/** "3 May". */
export function formatDayShort(at: number): string {
  return dayShort().format(at);
}

/** "10:42". */
export function formatClock(at: number): string {
  return clock().format(at);
}

/** "18 ms", "1.8 s", "2 min 5 s". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < minuteMs - 50) return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return joinParts(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  return joinParts(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

/** "512 B", "1.2 kB", "84 MB", in powers of 1000 as registries count. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** "1,234". */
export function formatCount(value: number): string {
  // The rules of the language take milliseconds to load, and few counts need them.
  if (Number.isInteger(value) && Math.abs(value) < 1000) return String(value);
  return count().format(value);
}

/** "1 image", "3 images". */
export function plural(value: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

function short(amount: number, unit: string): string {
  return amount > 0 ? `in ${amount} ${unit}` : `${-amount} ${unit} ago`;
}

function joinParts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
