import type { PatternEntry } from "./answers.ts";
import { compileEntry } from "./entry.ts";
import type { Entry } from "./entry.ts";
import { HASH_START, hashText } from "./hash.ts";
import { entriesAt } from "./index-state.ts";
import type { IndexState } from "./index-state.ts";
import { nodeIn } from "./node-table.ts";
import { stateOf } from "./pattern-index.ts";
import type { PatternIndex } from "./pattern-index.ts";
import type { Failure } from "./result.ts";

/** How many patterns may share their host and the literal text before their first star. */
export const CROWD_MAX = 200;

/**
 * Whether a pattern may join an index, asked before it is saved: too many patterns that begin alike
 * would make looking images up slow. `count` is how many there are already. A text that is no
 * pattern may always join, as it is rejected anyway.
 */
export function checkCrowding(
  index: PatternIndex,
  pattern: string,
): { readonly ok: true; readonly count: number } | Failure<"crowded"> {
  const compiled = compileEntry({ id: "", pattern } satisfies PatternEntry);
  if (!compiled.ok || compiled.entry.kind === 0) return { ok: true, count: 0 };
  const { entry } = compiled;
  const count = countAlike(stateOf(index), entry);
  if (count < CROWD_MAX) return { ok: true, count };
  const start = beforeStar(entry);
  const message = `${CROWD_MAX} patterns begin with \`${start}\` already, which is the most there can be. Make one of them wider, or write this one out further before its first star.`;
  return { ok: false, code: "crowded", message, at: 0 };
}

/** `host/team/*` and `host/team/*x` begin alike, but stand in neighbouring nodes. */
function countAlike(state: IndexState, entry: Entry): number {
  const start = beforeStar(entry);
  const atStart = entriesWith(state, start).filter((other) => beforeStar(other) === start);
  if (start.length === entry.hostLength + 1 || !start.endsWith("/")) return atStart.length;
  const below = entriesWith(state, start.slice(0, -1)).filter((other) => other.kind === 1);
  return atStart.length + below.length;
}

/** The canonical text before the first star of the path. */
function beforeStar(entry: Entry): string {
  const star = entry.canonical.indexOf("*", entry.hostLength);
  return entry.canonical.slice(0, star < 0 ? entry.canonical.length : star);
}

function entriesWith(state: IndexState, literal: string): readonly Entry[] {
  const hash = hashText(literal, 0, literal.length, HASH_START);
  const node = nodeIn(
    state.paths,
    hash,
    ({ literalEnd, canonical }) => literalEnd === literal.length && canonical.startsWith(literal),
  );
  return entriesAt(node);
}
