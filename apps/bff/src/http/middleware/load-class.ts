/** Whose requests give way first: those of people and programs, and those of workers. */
export type LoadClass = "console" | "broker";

/** Null for what is answered whatever comes. */
export function classOf(path: string): LoadClass | null {
  if (path.startsWith("/api/v1/worker/")) return "broker";
  return path.startsWith("/api/") ? "console" : null;
}
