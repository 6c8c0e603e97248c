import { basicAuthorization, type Pair } from "../authorization.ts";
import type { TokenFacts } from "../check-event.ts";
import { chooseScope } from "../scope.ts";
import { readTokenAnswer, tokenBodyBytesMax, tokenUrl } from "../token.ts";
import { sanitize } from "../sanitize.ts";
import { stopAtRedirect, type UsableChallenge } from "./learn-challenge.ts";
import type { Run } from "./run.ts";

export type Bearer = Extract<UsableChallenge, { scheme: "bearer" }>;

export type TokenResult =
  | { ok: true; token: string; facts: TokenFacts; endsInMs: number; clamped: boolean }
  | { ok: false };

/** The scope to ask for, and whether the registry's own suggestion was put aside. */
export function scopeFor(run: Run, challenge: Bearer): { scope: string; replaced: boolean } {
  const { path } = run.input.image;
  const { signIn } = run;
  const names = signIn.scopeNames?.(path, run.input.credential?.settings ?? {}) ?? [];
  const suggested = challenge.scope || `repository:${names[0] ?? path}:pull`;
  return chooseScope(suggested, path, names, signIn.acceptedScopes);
}

/**
 * Asks the token service once, with the pair or anonymously. On success nothing is proven yet:
 * token services answer the same to somebody without any right.
 */
export async function requestToken(
  run: Run,
  purpose: "token" | "control-token",
  challenge: Bearer,
  pair: Pair | null,
): Promise<TokenResult> {
  const { scope } = scopeFor(run, challenge);
  const sent = await run.send(purpose === "token" ? "token" : "challenge", {
    purpose,
    method: "GET",
    url: tokenUrl(challenge.realm, challenge.service, scope),
    bodyBytesMax: tokenBodyBytesMax,
    authorization: pair === null ? null : basicAuthorization(pair),
    headers: { accept: "application/json" },
  });
  if (!sent.ok || sent.answer.status !== 200) {
    const redirect = sent.ok && sent.answer.status >= 300 && sent.answer.status < 400;
    if (redirect && purpose === "token") stopAtRedirect(run, sent);
    return { ok: false };
  }
  const answer = readTokenAnswer(sent.response.body);
  if (!answer.ok) {
    if (purpose === "token") run.stop({ reason: "token-unusable", problem: answer.code });
    return { ok: false };
  }
  run.redactor.add(answer.token);
  const clean = (text: string) => sanitize(text, run.redactor);
  const facts: TokenFacts = {
    realm: clean(challenge.realm.origin + challenge.realm.pathname),
    service: challenge.service === null ? null : clean(challenge.service),
    scope,
    lifetimeMs: answer.lifetimeMs,
    granted: cleanGrants(answer.granted, run.input.image.path, clean),
  };
  const { token, endsInMs, clamped } = answer;
  return { ok: true, token, facts, endsInMs, clamped };
}

/** What the diagnosis reads stays as it is; whatever else a stranger writes into a token may be an echo. */
function cleanGrants(
  granted: TokenFacts["granted"],
  path: string,
  clean: (text: string) => string,
): TokenFacts["granted"] {
  if (granted === null) return null;
  return granted.map(({ type, name, actions }) => ({
    type: clean(type),
    name: name === path ? name : clean(name),
    actions: actions.map((action) => (usualActions.has(action) ? action : clean(action))),
  }));
}

const usualActions: ReadonlySet<string> = new Set(["pull", "push", "delete", "*"]);
