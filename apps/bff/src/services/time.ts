const dayMs = 24 * 3600 * 1000;

/** A moment as answers write it: ISO 8601 in UTC with milliseconds. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}

/** Milliseconds since the epoch of a moment that passed its schema. */
export function fromIso(text: string): number {
  return Date.parse(text);
}

export function daysBefore(nowMs: number, days: number): number {
  return nowMs - days * dayMs;
}

export function daysAfter(nowMs: number, days: number): number {
  return nowMs + days * dayMs;
}

/** A moment in UTC as it may stand in a file's name. */
export function fileTime(at: number): string {
  return `${iso(at).slice(0, 19).replaceAll(":", "")}Z`;
}
