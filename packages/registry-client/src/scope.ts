/** The scope to ask a token for. `replaced`: the registry's own suggestion was not used. */
export type ChosenScope = { scope: string; replaced: boolean };

/**
 * Takes the scope of the challenge as it stands if it asks for nothing but pulling this very
 * repository, since some registries rewrite names; otherwise asks for exactly that.
 * A hostile challenge could otherwise obtain a token for more than the check needs.
 * @param names the repository, and other names its registry type knows it by.
 * @param accepted scopes a registry type uses in place of a repository scope.
 */
export function chooseScope(
  challengeScope: string | null,
  path: string,
  names: readonly string[] = [],
  accepted: readonly string[] = [],
): ChosenScope {
  const own = `repository:${path}:pull`;
  if (challengeScope === null || challengeScope === "") return { scope: own, replaced: false };
  if (accepted.includes(challengeScope)) return { scope: challengeScope, replaced: false };
  const parsed = parseScope(challengeScope);
  if (parsed === null || parsed.type !== "repository") return { scope: own, replaced: true };
  if (parsed.name !== path && !names.includes(parsed.name)) return { scope: own, replaced: true };
  if (parsed.actions === "pull") return { scope: challengeScope, replaced: false };
  return { scope: `repository:${parsed.name}:pull`, replaced: true };
}

/** `type[(class)]:name:actions`; the name may hold colons, so it lies between the first and the last. */
function parseScope(scope: string): { type: string; name: string; actions: string } | null {
  const first = scope.indexOf(":");
  const last = scope.lastIndexOf(":");
  if (first === -1 || last === first || /\s/.test(scope)) return null;
  const type = scope.slice(0, first).replace(/\([^()]*\)$/, "");
  return { type, name: scope.slice(first + 1, last), actions: scope.slice(last + 1) };
}
