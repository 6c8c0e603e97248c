import type { ExpiryReading } from "@berth/registry-catalog";

/** `2026-05-03` in UTC, as a date field takes it. `at` is milliseconds since the epoch. */
export function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The moment to save for a chosen day: the credential's own where it says one, else the beginning of the day. */
export function expiryMoment(day: string, reading: ExpiryReading | null): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  if (reading !== null && reading.at !== null && toDay(reading.at) === day) {
    return new Date(reading.at).toISOString();
  }
  return new Date(`${day}T00:00:00.000Z`).toISOString();
}

/** What a date field shows without anybody's doing. */
export function suggestedDay(reading: ExpiryReading | null): string {
  return reading === null || reading.at === null ? "" : toDay(reading.at);
}
