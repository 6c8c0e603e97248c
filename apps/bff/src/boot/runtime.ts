import { StartError } from "./start-error.ts";

const floor = [22, 22] as const;

/**
 * Refuses a Node below the floor. better-sqlite3 crashes there without a message, so this comes before
 * anything that loads it.
 */
export function checkRuntime(version: string): void {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  if (major > floor[0] || (major === floor[0] && minor >= floor[1])) return;
  throw new StartError(
    "unavailable",
    `Berth needs Node ${floor.join(".")} or newer; this is ${version}. "npm start" brings its own.`,
  );
}
