import { basicAuthorization, type Pair } from "../authorization.ts";
import type { TokenFacts } from "../check-event.ts";
import { readTokenAnswer, tokenBodyBytesMax, tokenUrl } from "../token.ts";
import { scopeFor, type Bearer } from "./request-token.ts";
import type { Run } from "./run.ts";

/** Requests that may still follow: HEAD, a second token, HEAD and GET. */
const requestsToLeave = 4;

/**
 * Why the credential can do more than pull, as far as its tokens tell; undefined where they don't. A
 * token that was asked for `pull` alone may grant more by itself; else a second one is asked for with
 * `pull,push` and thrown away unused. Whatever goes wrong here says nothing about the check.
 */
export async function grantedBeyondPull(
  run: Run,
  challenge: Bearer,
  pair: Pair,
  granted: TokenFacts["granted"],
): Promise<string | undefined> {
  const { path } = run.input.image;
  const more = (granted ?? []).flatMap(({ actions }) =>
    actions.filter((action) => action !== "pull"),
  );
  if (more.length > 0) {
    return `The registry grants ${[...new Set(more)].slice(0, 4).join(", ")} on \`${path}\`; pull is enough.`;
  }
  return mayProbe(run, granted) && (await grantsPush(run, challenge, pair))
    ? `The registry also grants push on \`${path}\`; pull is enough.`
    : undefined;
}

function mayProbe(run: Run, granted: TokenFacts["granted"]): boolean {
  const { probesPush } = run.signIn;
  if (probesPush !== "where-readable") return probesPush === "always";
  return (granted ?? []).length > 0 && run.session.requestsLeft > requestsToLeave;
}

async function grantsPush(run: Run, challenge: Bearer, pair: Pair): Promise<boolean> {
  const { scope } = scopeFor(run, challenge);
  const sent = await run.session.send({
    purpose: "push-probe",
    method: "GET",
    url: tokenUrl(challenge.realm, challenge.service, `${scope},push`),
    bodyBytesMax: tokenBodyBytesMax,
    authorization: basicAuthorization(pair),
    headers: { accept: "application/json" },
  });
  if (!sent.ok || sent.answer.status !== 200) return false;
  const answer = readTokenAnswer(sent.response.body);
  if (!answer.ok) return false;
  run.redactor.add(answer.token);
  return answer.granted?.some(({ actions }) => actions.includes("push")) === true;
}
