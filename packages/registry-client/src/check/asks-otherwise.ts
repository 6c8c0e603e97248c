import type { UsableChallenge } from "./learn-challenge.ts";
import { lastExchange, type Run } from "./run.ts";

/**
 * Does the failure look as if the registry signs clients in otherwise than remembered? A Basic
 * challenge after a token was sent says nothing: Harbor answers so to every refused token.
 */
export function asksOtherwise(run: Run, known: UsableChallenge): boolean {
  const last = lastExchange(run);
  if (last === undefined) return false;
  if (last.purpose === "token") {
    const { answer } = last;
    return answer === undefined
      ? last.failure !== undefined
      : [400, 404, 405, 410].includes(answer.status);
  }
  const offered = last.answer?.challenges.find((challenge) => challenge.scheme === "bearer");
  if (last.answer?.status !== 401 || offered === undefined) return false;
  if (known.scheme === "basic") return true;
  const { realm, service } = offered;
  // As it was remembered: without a default port, which JFrog writes out.
  const elsewhere = realm !== undefined && hrefOf(realm) !== known.realm.href;
  return elsewhere || (service !== undefined && service !== (known.service ?? ""));
}

function hrefOf(realm: string): string | null {
  return URL.canParse(realm) ? new URL(realm).href : null;
}
