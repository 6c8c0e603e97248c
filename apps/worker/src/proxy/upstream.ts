import type { Redactor } from "@berth/registry-client";
import type { PullTimingLog } from "../pull/pull-timing.ts";
import { networkCause, type NetworkCause } from "../net/network-cause.ts";
import { longerWaitAsked, retry, type Attempt } from "../net/retry.ts";
import { discard, headerOf, headersOf, readBody, type Answer, type Send } from "../net/send.ts";
import { userAgent } from "../version.ts";
import { isPassing, retryAfterOf } from "./passing-trouble.ts";
import type { ProxyResource } from "./proxy-path.ts";
import { nextHop, redirectsMax } from "./redirect.ts";
import type { SignIn } from "./sign-in.ts";
import { statusTrouble, type AccessKind, type Trouble } from "./trouble.ts";

/** One repository of one registry, and what it takes to ask it for something. */
export type UpstreamContext = {
  /** `host` is canonical, `origin` is who is dialled. */
  registry: { host: string; origin: string; path: string };
  access: AccessKind;
  /** The tag or digest that is pulled, for explanations. */
  reference: string;
  send: Send;
  redactor: Redactor;
  /** How long one request may be tried again. */
  retryMs: number;
  signal: AbortSignal;
  onWait: (message: string, waitMs: number) => void;
  timing: PullTimingLog;
};

export type UpstreamRequest = {
  method: "GET" | "HEAD";
  resource: Exclude<ProxyResource, { kind: "base" }>;
  headers: Record<string, string>;
  signal: AbortSignal;
};

export type UpstreamAnswer = { ok: true; answer: Answer } | { ok: false; trouble: Trouble };

const errorBytesMax = 64 * 1024;
/** A challenge answered, and once more where a token ran out in between. */
const signInRounds = 2;

/** Asks the registry: signed in, redirects followed, tried again as the registry asks. */
export async function askUpstream(
  request: UpstreamRequest,
  signIn: SignIn,
  context: UpstreamContext,
): Promise<UpstreamAnswer> {
  let trouble: Trouble = { status: null, message: "" };
  const attempt = async (): Promise<Attempt<Answer>> => {
    const got = await askSignedIn(request, signIn, context);
    if (got.ok) return { ok: true, value: got.answer };
    trouble = got.trouble;
    return { ok: false, again: got.again, message: trouble.message, afterMs: got.afterMs };
  };
  const { retryMs, onWait } = context;
  const result = await retry(attempt, { budgetMs: retryMs, signal: request.signal, onWait });
  if (result.ok) return { ok: true, answer: result.value };
  const message = trouble.message + longerWaitAsked(result, retryMs);
  return { ok: false, trouble: { ...trouble, message } };
}

type Lost = { ok: false; trouble: Trouble; again: boolean; afterMs?: number | undefined };
type Got = { ok: true; answer: Answer } | Lost;
/** `own`: the registry itself answered, not a place it sent us on to. */
type Followed = { ok: true; answer: Answer; url: URL; own: boolean } | Lost;

async function askSignedIn(
  request: UpstreamRequest,
  signIn: SignIn,
  context: UpstreamContext,
): Promise<Got> {
  for (let round = 0; ; round += 1) {
    const sent = signIn.current();
    const got = await follow(request, sent, context);
    if (!got.ok) return got;
    if (!got.own || got.answer.statusCode !== 401 || round === signInRounds) {
      if (got.own && got.answer.statusCode < 400) signIn.worked(sent);
      return judge(got, request, context);
    }
    const challenges = headersOf(got.answer, "www-authenticate");
    const renewed = await signIn.renew(sent, challenges);
    if (renewed.header === null) {
      if (renewed.trouble === null) return judge(got, request, context);
      discard(got.answer);
      return { ok: false, trouble: renewed.trouble, again: false };
    }
    discard(got.answer);
  }
}

async function follow(
  { method, resource, headers, signal }: UpstreamRequest,
  authorization: string | null,
  { registry, send }: UpstreamContext,
): Promise<Followed> {
  let url = new URL(`${registry.origin}/v2/${registry.path}/${pathOf(resource)}`);
  for (let hop = 0; hop <= redirectsMax; hop += 1) {
    const own = url.origin === registry.origin;
    let answer: Answer;
    try {
      answer = await send(url, {
        method,
        headers: {
          ...headers,
          // Content is addressed by the digest of these very bytes.
          "accept-encoding": "identity",
          "user-agent": userAgent,
          ...(own && authorization !== null ? { authorization } : {}),
        },
        signal,
      });
    } catch (err) {
      const cause = networkCause(url.host, err);
      return lost(`${cause.text}.${own ? adviceFor(cause, registry.host) : ""}`, cause.again);
    }
    if (![301, 302, 303, 307, 308].includes(answer.statusCode)) {
      return { ok: true, answer, url, own };
    }
    const next = nextHop(url, headerOf(answer, "location"));
    discard(answer);
    if (!next.ok) return lost(`${url.host} ${next.message}; that isn't followed.`, false);
    url = next.url;
  }
  return lost(`${registry.host} sends on without end.`, false);
}

async function judge(
  { answer, url, own }: Extract<Followed, { ok: true }>,
  { resource }: UpstreamRequest,
  { registry, reference, access, redactor, timing }: UpstreamContext,
): Promise<Got> {
  const status = answer.statusCode;
  if (status < 400) {
    if (resource.kind === "blob") timing.layerAnswered(own ? null : url.host);
    return { ok: true, answer };
  }
  const body = await readBody(answer, errorBytesMax).catch(() => new Uint8Array());
  const trouble = statusTrouble({
    status,
    subject: resource.kind === "manifest" ? "manifest" : "layer",
    host: url.host,
    name: `${registry.host}/${registry.path}`,
    reference,
    access,
    body,
    contentType: headerOf(answer, "content-type"),
    redactor,
  });
  return { ok: false, trouble, again: isPassing(status), afterMs: retryAfterOf(answer) };
}

/** Plain http is a choice of the machine's owner, never ours; but nobody should have to search for it. */
function adviceFor({ plainHttp }: NetworkCause, host: string): string {
  return plainHttp ? ` If that is meant to be, add ${host} to BERTH_INSECURE_REGISTRIES.` : "";
}

function lost(message: string, again: boolean): Lost {
  return { ok: false, trouble: { status: null, message }, again };
}

function pathOf(resource: Exclude<ProxyResource, { kind: "base" }>): string {
  return resource.kind === "manifest"
    ? `manifests/${resource.reference}`
    : `blobs/${resource.digest}`;
}
