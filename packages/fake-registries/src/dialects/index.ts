import type { Dialect } from "./dialect.ts";
import { dialectList } from "./dialect-list.generated.ts";

/** Every dialect, by name. */
export const dialects: readonly Dialect[] = dialectList;

/** The dialect of that name; throws where there is none. */
export function requireDialect(name: string): Dialect {
  const found = dialects.find((dialect) => dialect.name === name);
  if (found === undefined) {
    throw new Error(
      `no dialect ${name}; there are ${dialects.map((known) => known.name).join(", ")}`,
    );
  }
  return found;
}
