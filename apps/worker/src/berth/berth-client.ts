import { randomUUID } from "node:crypto";
import type {
  WorkerCheckInput,
  WorkerPattern,
  WorkerPatterns,
  WorkerPatternCredentialInput,
  WorkerPullAnswer,
  WorkerPullInput,
  WorkerPullReport,
  WorkerSelf,
} from "@berth/api-contract";
import { exitCode } from "../exit-code.ts";
import { Failure, interruption, RegistryAway, TokenLimited } from "../failure.ts";
import { networkCause } from "../net/network-cause.ts";
import { longerWaitAsked, parseRetryAfter, retry, type Attempt } from "../net/retry.ts";
import { headerOf, readBody, type BareAnswer, type BerthSend } from "../net/send.ts";
import type { Output } from "../output.ts";
import { plainText } from "../plain-text.ts";
import type { Settings } from "../settings.ts";
import { userAgent } from "../version.ts";
import { formatDuration } from "../amount.ts";
import { readCheckId, readError, readPatterns, readPullAnswer, readSelf } from "./read-answer.ts";

export type BerthClient = {
  /** Asks what an image needs to be pulled. @throws {Failure} */
  requestPull: (input: WorkerPullInput, signal: AbortSignal) => Promise<WorkerPullAnswer>;
  /** Says how a pull ended. @throws {Failure} */
  reportPull: (id: string, report: WorkerPullReport, limits: CallLimits) => Promise<void>;
  /** Asks what everything under a pattern needs. @throws {Failure} */
  requestPatternCredential: (
    input: WorkerPatternCredentialInput,
    signal: AbortSignal,
  ) => Promise<WorkerPullAnswer>;
  /** Tells what a check saw from here. The id under which Berth keeps it. @throws {Failure} */
  sendCheck: (input: WorkerCheckInput, signal: AbortSignal) => Promise<string>;
  /** Every pattern of the organization. @throws {Failure} */
  patterns: (signal: AbortSignal) => Promise<WorkerPattern[]>;
  /** The same, with the names that are pulled under others. @throws {Failure} */
  matching: (signal: AbortSignal) => Promise<WorkerPatterns>;
  /** Whose token this is, and for which project. @throws {Failure} */
  self: (project: string | undefined, signal: AbortSignal) => Promise<WorkerSelf>;
  /** Milliseconds since the epoch by Berth's clock, as its last answer told it; by this machine's before. */
  nowMs: () => number;
  /** How far this machine's clock is ahead of Berth's, within a second; null before an answer. */
  skewMs: () => number | null;
};

/** How long one attempt may take, and how long to go on trying. */
export type CallLimits = { attemptMs: number; budgetMs: number };

/** `registryAway`: Berth is there, and one registry isn't. */
type Attempted = Attempt<unknown> & { registryAway?: boolean };

type Method = "GET" | "POST" | "PATCH";

/** After this long without an answer somebody who watches wants to know what is waited for. */
const silenceMs = 5000;

/** Ten thousand patterns fit. */
const answerBytesMax = 8 * 1024 * 1024;

export function createBerthClient(
  settings: Settings,
  send: BerthSend,
  output: Output,
): BerthClient {
  /** How far Berth's clock is ahead of this machine's. */
  let aheadMs: number | null = null;
  /** Several requests that wait for the same server say so once. */
  let saidUntil = 0;

  const call = async (
    method: Method,
    path: string,
    body: unknown,
    options: CallLimits & { signal?: AbortSignal },
  ): Promise<unknown> => {
    const url = new URL(`${settings.url}/api/v1${path}`);
    // One key for all attempts: where only the answer was lost, asking again makes no second record.
    const key = method === "POST" ? randomUUID() : null;
    const startedAt = Date.now();
    let waited = false;
    const ask = () => attempt(url, { method, body, key }, options);
    const result = await retry(ask, {
      budgetMs: options.budgetMs,
      signal: options.signal,
      onWait: (message, waitMs) => {
        waited = true;
        if (Date.now() < saidUntil) return;
        saidUntil = Date.now() + waitMs;
        output.note(`${message}. Trying again in ${formatDuration(waitMs)}.`);
      },
    });
    if (result.ok) return result.value;
    if (options.signal?.aborted === true) throw interruption(options.signal);
    const given = waited ? ` Given up after ${formatDuration(Date.now() - startedAt)}.` : "";
    const asked = longerWaitAsked(result, options.budgetMs);
    const message = `${result.message}.${asked}${given}`;
    throw result.registryAway === true
      ? new RegistryAway(message)
      : new Failure(exitCode.berthUnreachable, message);
  };

  const attempt = async (
    url: URL,
    { method, body, key }: { method: Method; body: unknown; key: string | null },
    options: CallLimits & { signal?: AbortSignal },
  ): Promise<Attempted> => {
    const limit = limitTo(options.attemptMs, options.signal);
    const silent = setTimeout(() => {
      const most = formatDuration(options.attemptMs);
      output.note(`Berth at ${url.host} hasn't answered yet; waiting for it, ${most} at most.`);
    }, silenceMs);
    try {
      const answer = await send(url, {
        method,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${settings.token}`,
          "user-agent": userAgent,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(key === null ? {} : { "idempotency-key": key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: limit.signal,
      });
      aheadMs = clockOf(answer) ?? aheadMs;
      return judge(answer, await readJson(answer));
    } catch (err) {
      if (err instanceof Failure) throw err;
      if (limit.timedOut()) return failed(`Berth at ${url.host} doesn't answer in time`, true);
      const cause = networkCause(`Berth at ${url.host}`, err);
      return failed(cause.text, cause.again);
    } finally {
      clearTimeout(silent);
      limit.clear();
    }
  };

  const limitsFor = (signal: AbortSignal) => ({
    attemptMs: settings.attemptMs,
    budgetMs: settings.retryMs,
    signal,
  });

  const matching = async (signal: AbortSignal) =>
    readable(readPatterns(await call("GET", "/worker/patterns", undefined, limitsFor(signal))));

  return {
    requestPull: async (input, signal) => {
      const body = await call("POST", "/worker/pulls", input, limitsFor(signal));
      return readable(readPullAnswer(body));
    },
    requestPatternCredential: async (input, signal) => {
      const body = await call("POST", "/worker/pattern-credentials", input, limitsFor(signal));
      return readable(readPullAnswer(body));
    },
    sendCheck: async (input, signal) =>
      readable(readCheckId(await call("POST", "/worker/checks", input, limitsFor(signal)))),
    nowMs: () => Date.now() + (aheadMs ?? 0),
    skewMs: () => (aheadMs === null ? null : -aheadMs),
    patterns: async (signal) => (await matching(signal)).entries,
    matching,
    self: async (project, signal) => {
      const query = project === undefined ? "" : `?project=${encodeURIComponent(project)}`;
      const body = await call("GET", `/worker/self${query}`, undefined, limitsFor(signal));
      return readable(readSelf(body));
    },
    reportPull: async (id, report, limits) => {
      await call("PATCH", `/worker/pulls/${encodeURIComponent(id)}`, report, limits);
    },
  };
}

function clockOf(answer: BareAnswer): number | null {
  const told = Date.parse(headerOf(answer, "date") ?? "");
  return Number.isNaN(told) ? null : told - Date.now();
}

/** @throws {Failure} where an answer could not be read. */
function readable<Value>(value: Value | null): Value {
  if (value !== null) return value;
  throw new Failure(
    exitCode.berthUnreachable,
    "Berth's answer isn't one this berth-worker can read; its version may not fit.",
  );
}

function failed(message: string, again: boolean, afterMs?: number): Attempt<never> {
  return { ok: false, message, again, afterMs };
}

/** @throws {Failure} where trying again can't help. */
function judge(answer: BareAnswer, body: unknown): Attempted {
  const { statusCode: status } = answer;
  const error = readError(body);
  if (status >= 200 && status < 300 && body !== undefined) return { ok: true, value: body };
  const said = error === null ? "" : `: ${plainText(error.message)}`;
  if (status === 429 || status === 502 || status === 503 || status === 504) {
    const afterMs = parseRetryAfter(headerOf(answer, "retry-after"), Date.now());
    if (error?.code === "registry_unavailable") {
      return { ...failed(sentence(error.message), true, afterMs), registryAway: true };
    }
    const why = status === 429 ? "asks for fewer requests" : "is not available";
    return failed(`Berth ${why} right now (${status}${said})`, true, afterMs);
  }
  if (error !== null && status === 401) {
    throw new Failure(exitCode.tokenRejected, `Berth rejected the worker token${said}`);
  }
  if (error !== null && status === 403) {
    throw new TokenLimited(`Berth doesn't let this worker token do that${said}`);
  }
  if (error !== null && (status === 400 || status === 422)) {
    throw new Failure(exitCode.usage, `Berth can't read the request${said}`);
  }
  if (error !== null) {
    const { code, requestId } = error;
    throw new Failure(
      exitCode.berthUnreachable,
      `Berth answered ${status} ${plainText(code)}${said} (request ${plainText(requestId)})`,
    );
  }
  const location = headerOf(answer, "location");
  throw new Failure(
    exitCode.berthUnreachable,
    status >= 300 && status < 400 && location !== undefined
      ? `BERTH_URL leads on to ${plainText(location, 200)}. Set BERTH_URL to where Berth is.`
      : `What answers at BERTH_URL (status ${status}) isn't Berth.`,
  );
}

/** Without its full stop: more is said behind it. */
function sentence(text: string): string {
  return plainText(text).replace(/\.$/, "");
}

/** Undefined where the body is no JSON. */
async function readJson(answer: BareAnswer): Promise<unknown> {
  const text = (await readBody(answer, answerBytesMax)).toString("utf8");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `AbortSignal.any` is younger than the oldest Node this runs on. */
function limitTo(ms: number, outer: AbortSignal | undefined) {
  const controller = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, ms);
  const follow = () => controller.abort();
  if (outer?.aborted === true) follow();
  outer?.addEventListener("abort", follow);
  return {
    signal: controller.signal,
    timedOut: () => late,
    clear: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", follow);
    },
  };
}
