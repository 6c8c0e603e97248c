import { bearerAuthorization } from "../authorization.ts";
import { mediaTypeOf } from "../headers.ts";
import type { UsableChallenge } from "./learn-challenge.ts";
import { requestToken } from "./request-token.ts";
import type { Run } from "./run.ts";

/**
 * Finds out whether anyone can pull the image. Where the registry asks for a token, the anonymous
 * request alone doesn't tell: public images need an anonymous token, too.
 */
export async function runControl(run: Run, challenge: UsableChallenge): Promise<void> {
  run.facts.control =
    challenge.scheme === "basic" ? "private" : await tryAnonymousToken(run, challenge);
  const code = {
    public: "public-image",
    private: "private-image",
    unknown: "control-unknown",
    "not-run": "control-unknown",
  } as const;
  run.note("challenge", code[run.facts.control]);
}

async function tryAnonymousToken(
  run: Run,
  challenge: Extract<UsableChallenge, { scheme: "bearer" }>,
): Promise<"public" | "private" | "unknown"> {
  const token = await requestToken(run, "control-token", challenge, null);
  if (!token.ok) return refusedOrUnknown(run);
  if (token.facts.granted !== null && token.facts.granted.length === 0) return "private";
  const how = run.headUnsupported ? "control-get" : "control-head";
  const sent = await run.ask("challenge", how, bearerAuthorization(token.token));
  if (!sent.ok) return "unknown";
  const { status } = sent.answer;
  if (status === 200)
    return mediaTypeOf(sent.response.headers) === "text/html" ? "unknown" : "public";
  return refusedOrUnknown(run);
}

/** A clear no means private; trouble means that nobody knows. */
function refusedOrUnknown(run: Run): "private" | "unknown" {
  const status = run.session.exchanges.at(-1)?.answer?.status ?? 0;
  return [400, 401, 403, 404].includes(status) ? "private" : "unknown";
}
