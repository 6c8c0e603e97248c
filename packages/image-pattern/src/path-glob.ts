import { search } from "./search.ts";

/**
 * The part of a pattern's path behind its first star: the literal pieces that must follow in this
 * order, the last one at the very end. With `below` the path may also go on after the last piece
 * with a slash (the pattern ends in `/*`).
 */
export interface PathGlob {
  readonly pieces: readonly string[];
  readonly below: boolean;
}

/** The glob of `path`, which holds a star that is not just its final `/*`. */
export function pathGlob(path: string): PathGlob {
  const below = path.endsWith("/*");
  const base = below ? path.slice(0, -2) : path;
  const pieces = base.split("*").slice(1);
  // Of `x*/*` only `x*` is left, which covers everything below already.
  return { pieces, below: below && pieces.at(-1) !== "" };
}

/**
 * Whether `text.slice(from, end)` is what the glob's stars and pieces can spell. Each piece is
 * taken where it first occurs, so nothing is ever tried twice.
 */
export function pathGlobMatches(glob: PathGlob, text: string, from: number, end: number): boolean {
  return walk(glob, text, from, end, null);
}

/** Where the pieces stand in a text that matches: start and end of each, in order. */
export function pathGlobPieces(
  glob: PathGlob,
  text: string,
  from: number,
  end: number,
): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  walk(glob, text, from, end, found);
  return found;
}

function walk(
  glob: PathGlob,
  text: string,
  from: number,
  end: number,
  found: [number, number][] | null,
): boolean {
  const { pieces, below } = glob;
  const lastIndex = pieces.length - 1;
  let at = from;
  for (let i = 0; i < lastIndex; i++) {
    const piece = pieces[i] ?? "";
    const hit = search(text, piece, at, end);
    if (hit < 0) return false;
    at = hit + piece.length;
    found?.push([hit, at]);
  }
  const last = pieces[lastIndex] ?? "";
  if (last === "") return true;
  if (below) {
    const hit = search(text, `${last}/`, at, end);
    if (hit >= 0) {
      found?.push([hit, hit + last.length]);
      return true;
    }
  }
  const tail = end - last.length;
  if (tail < at || !text.startsWith(last, tail)) return false;
  found?.push([tail, end]);
  return true;
}
