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
  let state: State = "start";
  for (let i = 0; i < path.length; i++) {
    const char = path[i] ?? "";
    if (char === "/") {
      if (state === "start") return { code: "empty-component", at: i };
      if (state !== "end" && state !== "star") return { code: "component", at: i - 1 };
      state = "start";
      continue;
    }
    const next = step(state, char);
    if (next === null) return { code: failureAt(path, i), at: i };
    state = next;
  }
  if (state === "start") return { code: "trailing-slash", at: path.length - 1 };
  if (state !== "end" && state !== "star") return { code: "component", at: path.length - 1 };
  return null;
}

/** `end`: a component may end here; the separators may not end one. */
type State = "start" | "end" | "star" | "." | "_" | "__" | "-";

function step(state: State, char: string): State | null {
  if ((char >= "a" && char <= "z") || (char >= "0" && char <= "9")) return "end";
  if (char === "*") return "star";
  const open = state === "end" || state === "star";
  if (char === ".") return open ? "." : null;
  if (char === "-") return open || state === "-" ? "-" : null;
  if (char === "_") return open ? "_" : state === "_" ? "__" : null;
  return null;
}

function failureAt(path: string, at: number): PatternPathFailure {
  const char = path[at] ?? "";
  if (char >= "A" && char <= "Z") return "upper-case";
  if (char === "." || char === "-" || char === "_") return "component";
  return char === ":" && !path.includes("/", at) ? "tag" : "character";
}
