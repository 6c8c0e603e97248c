const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a text such as `30s`, `15m`, `6h` or `1d`; null for any other text, or one beyond 366 days. */
export function parseDuration(text: string): number | null {
  const [, amount = "", unit = ""] = /^([1-9][0-9]{0,5})([smhd])$/.exec(text) ?? [];
  const ms = Number(amount) * (units[unit] ?? Number.NaN);
  return ms > 0 && ms <= 366 * 86_400_000 ? ms : null;
}
