import { dayInWords } from "@berth/registry-catalog";

/** "3 May 2026, 14:05 UTC", a moment in milliseconds since the epoch, as every command prints it for people; `--json` has ISO 8601. */
export function momentInWords(ms: number): string {
  return `${dayInWords(ms)}, ${new Date(ms).toISOString().slice(11, 16)} UTC`;
}
