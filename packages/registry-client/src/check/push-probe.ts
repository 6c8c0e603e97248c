import { basicAuthorization, type Pair } from "../authorization.ts";
import type { TokenFacts } from "../check-event.ts";
import type { SendOptions, Sent } from "./session.ts";
import { readTokenAnswer, tokenBodyBytesMax, tokenUrl } from "../token.ts";
import { scopeFor, type Bearer } from "./request-token.ts";
import type { Review } from "./review-access.ts";
import type { Run } from "./run.ts";

/**
 * Why the credential can do more than pull, as far as its tokens tell; undefined where they don't. A
 * token that was asked for `pull` alone may grant more by itself; else a second one is asked for with
 * `pull,push` and thrown away unused, where the type says that this changes nothing. Whatever goes wrong
 * here says nothing about the check.
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
  if (run.signIn.probesPush !== "always") return undefined;
  const send = (request: Unnamed) => run.session.send({ ...request, purpose: "push-probe" });
  return (await grantsPush(run, challenge, pair, send)) ? alsoPush(path) : undefined;
}

/**
 * The same question where it may be asked only of a repository that is there: Quay and GitLab create one that
 * isn't as soon as a token for pushing to it is asked for.
 * @see quay/quay:endpoints/v2/v2auth.py (`create_repository`)
 * @see gitlabhq/gitlabhq:app/services/auth/container_registry_authentication_service.rb (`ensure_container_repository!`)
 */
export function askOnceProven(run: Run, challenge: Bearer, pair: Pair): Review | null {
  if (run.signIn.probesPush !== "where-readable") return null;
  return {
    purpose: "push-probe",
    ask: async (send) => {
      const known = run.facts.token?.granted?.some(({ actions }) => actions.includes("pull"));
      const told = run.facts.notices.includes("over-privileged");
      const more = known === true && !told && (await grantsPush(run, challenge, pair, send));
      return { identity: null, overPrivileged: more ? alsoPush(run.input.image.path) : null };
    },
  };
}

type Unnamed = Omit<SendOptions, "purpose">;

function alsoPush(path: string): string {
  return `The registry also grants push on \`${path}\`; pull is enough.`;
}

async function grantsPush(
  run: Run,
  challenge: Bearer,
  pair: Pair,
  send: (request: Unnamed) => Promise<Sent>,
): Promise<boolean> {
  const { scope } = scopeFor(run, challenge);
  const sent = await send({
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
