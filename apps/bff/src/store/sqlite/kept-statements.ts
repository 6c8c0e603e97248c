import type { Statement } from "better-sqlite3";
import type { Handle } from "./open.ts";

const keptMax = 500;

/**
 * Compiles each statement once for its handle, and not each time it is run: the store asks with few texts, and
 * compiling one takes longer than most take to run. Those used longest ago are let go.
 *
 * A statement is lent until the next one of the same text is asked for, so it is run in the turn in which it was asked
 * for, as the query builder does.
 */
export function keptStatements(handle: Handle): (text: string) => Statement {
  const kept = new Map<string, Statement>();
  return (text) => {
    const known = kept.get(text);
    const statement = known ?? handle.prepare(text);
    // Whoever ran it last may have asked for bare values.
    if (known?.reader === true) known.raw(false);
    kept.delete(text);
    kept.set(text, statement);
    const [oldest] = kept.keys();
    if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
}
