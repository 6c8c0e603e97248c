/** Why the path of a pattern is refused. */
export type PatternPathFailure =
  | "upper-case"
  | "empty-component"
  | "trailing-slash"
  | "component"
  | "character"
  | "tag";

/**
 * Checks a written pattern path. Its literal text must be able to stand in an image name: what
 * could never match anything (`a..b`, `team-/x`) is refused rather than kept silently useless.
 * The slash before an empty path counts as its end: `at` is then -1.
 */
export function patternPathFailure(
  path: string,
): { readonly code: PatternPathFailure; readonly at: number } | null {
  let state: State = START;
  for (let i = 0; i < path.length; i++) {
    const unit = path.charCodeAt(i);
    if (unit === 47) {
      if (state === START) return { code: "empty-component", at: i };
      if (state !== END && state !== STAR) return { code: "component", at: i - 1 };
      state = START;
      continue;
    }
    const next = step(state, unit);
    if (next === null) return { code: failureAt(path, i), at: i };
    state = next;
  }
  if (state === START) return { code: "trailing-slash", at: path.length - 1 };
  if (state !== END && state !== STAR) return { code: "component", at: path.length - 1 };
  return null;
}

// At the start of a component; where one may end; behind a star; behind each kind of separator.
const START = 0;
const END = 1;
const STAR = 2;
const DOT = 3;
const UNDERSCORE = 4;
const UNDERSCORES = 5;
const HYPHEN = 6;
type State = 0 | 1 | 2 | 3 | 4 | 5 | 6;

function step(state: State, unit: number): State | null {
  if ((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) return END;
  if (unit === 42) return STAR;
  const open = state === END || state === STAR;
  if (unit === 46) return open ? DOT : null;
  if (unit === 45) return open || state === HYPHEN ? HYPHEN : null;
  if (unit === 95) return open ? UNDERSCORE : state === UNDERSCORE ? UNDERSCORES : null;
  return null;
}

function failureAt(path: string, at: number): PatternPathFailure {
  const char = path[at] ?? "";
  if (char >= "A" && char <= "Z") return "upper-case";
  if (char === "." || char === "-" || char === "_") return "component";
  return char === ":" && !path.includes("/", at) ? "tag" : "character";
}
