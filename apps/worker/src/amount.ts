/** `12.3 MB`; powers of ten, as registries and disks count. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${power === 0 ? bytes : value.toFixed(1)} ${units[power] ?? "B"}`;
}

/** `840 ms`, `3.2 s`, `4 min 5 s`, `2 h 10 min`, `1 d 3 h`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = seconds / 60;
  if (minutes < 60) return `${Math.floor(minutes)} min ${Math.floor(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? `${hours} h ${Math.floor(minutes % 60)} min`
    : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
