import { basicAuthorization, type Pair } from "../authorization.ts";
import { readTokenAnswer, tokenBodyBytesMax, tokenUrl } from "../token.ts";
import { scopeFor, type Bearer } from "./request-token.ts";
import type { Run } from "./run.ts";

/**
 * Asks for a second token with `pull,push` and reads whether push was granted. The token is thrown
 * away unused. Whatever goes wrong here says nothing about the check.
 */
export async function grantsPush(run: Run, challenge: Bearer, pair: Pair): Promise<boolean> {
  if (run.signIn.probesPush !== true) return false;
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
