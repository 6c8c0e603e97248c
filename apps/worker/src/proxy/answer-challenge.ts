import {
  chooseChallenge,
  decideRealm,
  parseChallenges,
  readTokenAnswer,
  tokenUrl,
} from "@berth/registry-client";
import { networkCause } from "../net/network-cause.ts";
import { retry, type Attempt } from "../net/retry.ts";
import { headerOf, readBody, type Answer } from "../net/send.ts";
import { userAgent } from "../version.ts";
import { isPassing, retryAfterOf } from "./passing-trouble.ts";
import { isOwnMachine } from "./redirect.ts";
import type { Renewed } from "./sign-in.ts";
import { statusTrouble } from "./trouble.ts";
import type { UpstreamContext } from "./upstream.ts";

export type Pair = { username: string; password: string };

/** Docker Hub's token service is the one that stands on another host by the vendor's own design. */
export const listedRealms: Readonly<Record<string, readonly string[]>> = {
  "docker.io": ["https://auth.docker.io/token"],
};

const tokenBytesMax = 64 * 1024;

/** The `Authorization` that a registry's challenge asks for; `pair` is null where the pull is anonymous. */
export async function answerChallenge(
  headerValues: readonly string[],
  pair: Pair | null,
  context: UpstreamContext,
): Promise<Renewed> {
  const parsed = parseChallenges(headerValues);
  if (!parsed.ok) return refused(parsed.message);
  const choice = chooseChallenge(parsed.challenges);
  if (!choice.ok) return choice.code === "none" ? nothing : refused(choice.message);
  const { chosen } = choice;
  if (chosen.scheme === "basic") return pair === null ? nothing : { header: basic(pair) };
  const realm = judgeRealm(chosen.realm, pair, context);
  if (typeof realm === "string") return refused(`${realm} Nothing was sent there.`);
  const scope = chosen.scope ?? `repository:${context.registry.path}:pull`;
  const url = new URL(tokenUrl(realm, chosen.service, scope));
  const result = await retry(() => requestToken(url, pair, context), {
    budgetMs: context.retryMs,
    signal: context.signal,
    onWait: context.onWait,
  });
  return result.ok ? { header: `Bearer ${result.value}` } : refused(result.message);
}

/**
 * A secret goes to the registry's own origin or a listed service only. A request without one may go further,
 * as long as it doesn't lead this machine to its own services. The reason as text where it may not.
 */
function judgeRealm(realm: string, pair: Pair | null, { registry }: UpstreamContext): URL | string {
  const urls = listedRealms[registry.host] ?? [];
  const decision = decideRealm(realm, registry.origin, {
    sameOrigin: true,
    urls,
    pinnedOrigins: [],
  });
  if (decision.ok) return decision.url;
  if (pair !== null || decision.code !== "other-origin") return decision.message;
  const url = new URL(realm);
  const inward = isOwnMachine(url.hostname) && !isOwnMachine(new URL(registry.origin).hostname);
  return inward ? "The token address is this machine itself." : url;
}

async function requestToken(
  url: URL,
  pair: Pair | null,
  context: UpstreamContext,
): Promise<Attempt<string>> {
  try {
    const answer = await context.send(url, {
      method: "GET",
      headers: {
        accept: "application/json",
        "user-agent": userAgent,
        ...(pair === null ? {} : { authorization: basic(pair) }),
      },
      signal: context.signal,
    });
    const body = await readBody(answer, tokenBytesMax);
    if (answer.statusCode !== 200) return tokenRefused(answer, body, url, pair, context);
    const read = readTokenAnswer(body);
    if (!read.ok) return { ok: false, again: false, message: `${url.host}: ${read.message}` };
    context.redactor.add(read.token);
    return { ok: true, value: read.token };
  } catch (err) {
    const cause = networkCause(url.host, err);
    return { ok: false, again: cause.again, message: `The token service ${cause.text}.` };
  }
}

function tokenRefused(
  answer: Answer,
  body: Uint8Array,
  url: URL,
  pair: Pair | null,
  { registry, redactor }: UpstreamContext,
): Attempt<string> {
  const { message } = statusTrouble({
    status: answer.statusCode,
    subject: "token",
    host: url.host,
    name: `${registry.host}/${registry.path}`,
    reference: "",
    access: pair === null ? "anonymous" : "credential",
    body,
    contentType: headerOf(answer, "content-type"),
    redactor,
  });
  return { ok: false, again: isPassing(answer.statusCode), message, afterMs: retryAfterOf(answer) };
}

function basic({ username, password }: Pair): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

const nothing: Renewed = { header: null, trouble: null };

function refused(message: string): Renewed {
  return { header: null, trouble: { status: null, message } };
}
