import { readFileSync } from "node:fs";

/** The fixtures end in `.txt` because some are no valid YAML on purpose. */
export function readFixture(name: string): string {
  return readFileSync(new URL(`files/${name}.txt`, import.meta.url), "utf8");
}
